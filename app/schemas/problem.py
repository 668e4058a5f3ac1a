"""The body of a refusal (RFC 9457), for OpenAPI."""

from pydantic import Field

from app.schemas.paging import Read


class FieldProblem(Read):
    parameter: str | None = Field(default=None, description="The query parameter at fault.", examples=["limit"])
    pointer: str | None = Field(default=None, description="JSON pointer to the field of the body at fault.")
    detail: str = Field(examples=["Input should be less than or equal to 200"])


class ProblemRead(Read):
    type: str = Field(description="Address of a page about this kind of problem.", examples=["/problems/not-found"])
    title: str = Field(description="The title.")
    status: int = Field(examples=[404])
    detail: str = Field(description="What is wrong and what to do about it.")
    instance: str = Field(description="The path that was asked for.")
    errors: list[FieldProblem] = Field(default=[], description="What is wrong with which parameter or field.")
