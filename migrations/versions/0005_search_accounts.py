"""Let accounts be searched by login and name without accents, on both databases alike."""

import unicodedata

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

_USERS = sa.table(
    "user_account",
    sa.column("id", sa.Integer),
    sa.column("login", sa.String),
    sa.column("name", sa.String),
    sa.column("search_text", sa.Text),
)


def upgrade() -> None:
    with op.batch_alter_table("user_account", schema=None) as batch_op:
        batch_op.add_column(sa.Column("search_text", sa.Text(), nullable=True))
    connection = op.get_bind()
    for user_id, login, name in connection.execute(sa.select(_USERS.c.id, _USERS.c.login, _USERS.c.name)).all():
        keyed = sa.update(_USERS).where(_USERS.c.id == user_id)
        connection.execute(keyed.values(search_text=_folded(f"{login} {name}")))
    with op.batch_alter_table("user_account", schema=None) as batch_op:
        batch_op.alter_column("search_text", existing_type=sa.Text(), nullable=False)


def downgrade() -> None:
    with op.batch_alter_table("user_account", schema=None) as batch_op:
        batch_op.drop_column("search_text")


def _folded(text: str) -> str:
    """Fold as the program did when this was written: no case, no marks, đ as d."""
    spread = unicodedata.normalize("NFD", unicodedata.normalize("NFKC", text).casefold().replace("đ", "d"))
    return " ".join("".join(letter for letter in spread if not unicodedata.combining(letter)).split())
