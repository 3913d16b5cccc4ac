"""What shops do: a small tree, each node mapped to OpenStreetMap and to schema.org."""

from __future__ import annotations

from typing import Annotated

from pydantic import BeforeValidator, Field

from guide.fields import Line, Record, Several, Slug, matching, one_of

# The palette of drawn signs; `theme/static/css/tokens.css` gives each its value in light and dark.
COLOURS = ("brick", "ochre", "moss", "pine", "lagoon", "ink", "plum", "rose", "chestnut", "slate", "wine", "olive")
OsmTag = Annotated[str, BeforeValidator(matching(r"[a-z_:]{1,40}=[\w.:*+ -]{1,60}", "shop=bakery"))]
SchemaType = Annotated[str, BeforeValidator(matching(r"[A-Z][A-Za-z]{2,50}", "Bakery"))]
Icon = Annotated[str, BeforeValidator(matching(r"[a-z][a-z0-9-]{1,40}", "bakery"))]


class CategoryNode(Record):
    """A category as `content/categories.yaml` writes it, its children inside."""

    slug: Slug = Field(title="Slug", description="Its name in entries and addresses.", examples=["boulangerie"])
    name: Line = Field(title="Name", description="One shop of the kind.", examples=["Boulangerie"])
    plural: Line | None = Field(None, title="Plural", description="Title of its page.", examples=["Boulangeries"])
    osm: Annotated[tuple[OsmTag, ...], Several()] = Field((), title="OSM tags", description="OpenStreetMap tags that mean the same.", examples=["shop=bakery"])
    schema_type: SchemaType | None = Field(
        None, alias="schema", title="schema.org type", description="Most specific schema.org type.", examples=["Bakery"]
    )
    colour: Annotated[str, BeforeValidator(one_of(COLOURS))] | None = Field(
        None, title="Colour", description="Colour of its signs, a name of the palette.", examples=["ochre"],
        json_schema_extra={"enum": list(COLOURS)},
    )
    icon: Icon | None = Field(None, title="Icon", description="Icon of its signs, a name of the Maki set.", examples=["bakery"])
    children: tuple[CategoryNode, ...] = Field((), title="Children", description="Narrower categories.", examples=[[]])


class Category(Record):
    """A category in its place: `parents` from the root down, colour, icon and type inherited."""

    slug: str
    name: str
    plural: str
    osm: tuple[str, ...] = ()
    schema_type: str = "LocalBusiness"
    colour: str = COLOURS[0]
    icon: str = "shop"
    parents: tuple[str, ...] = ()
    children: tuple[str, ...] = ()


def flatten(nodes: tuple[CategoryNode, ...]) -> tuple[Category, ...]:
    """Return all categories, each parent before its children, in the order written."""
    found: list[Category] = []

    def visit(node: CategoryNode, parent: Category | None, index: int) -> None:
        category = Category(
            slug=node.slug,
            name=node.name,
            plural=node.plural or node.name,
            osm=node.osm,
            schema_type=node.schema_type or (parent.schema_type if parent else "LocalBusiness"),
            colour=node.colour or (parent.colour if parent else COLOURS[index % len(COLOURS)]),
            icon=node.icon or (parent.icon if parent else "shop"),
            parents=(*parent.parents, parent.slug) if parent else (),
            children=tuple(child.slug for child in node.children),
        )
        found.append(category)
        for child in node.children:
            visit(child, category, index)

    for index, node in enumerate(nodes):
        visit(node, None, index)
    return tuple(found)
