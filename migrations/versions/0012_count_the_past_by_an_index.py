"""Count the milestones of a past day by an index alone, which says of each state whether it held."""

from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None

_INDEX, _TWIN = "ix_milestone_revision_counted", "milestone_revision"
_HELD = ["known_from", "known_until", "gone"]


def upgrade() -> None:
    op.create_index(_INDEX, _TWIN, ["project_id", *_HELD, "status", "deadline_on", "planned_start", "completed_on"])


def downgrade() -> None:
    op.drop_index(_INDEX, _TWIN)
