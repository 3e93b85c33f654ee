"""Full-text search over lesson_passage: FTS5 kept by triggers on SQLite, an expression's index on PostgreSQL.

Both index the folded columns, so that the query is what differs, not what is found.
"""

from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

COLUMNS = "folded_heading, folded_text"
#: `content` keeps no second copy of the texts; triggers tell the index of every change
SQLITE_UP = (
    f"CREATE VIRTUAL TABLE passage_search USING fts5({COLUMNS}, content='lesson_passage',"
    " content_rowid='id', tokenize='ascii')",
    "CREATE TRIGGER passage_search_added AFTER INSERT ON lesson_passage BEGIN"
    f" INSERT INTO passage_search(rowid, {COLUMNS})"
    " VALUES (new.id, new.folded_heading, new.folded_text); END",
    "CREATE TRIGGER passage_search_removed AFTER DELETE ON lesson_passage BEGIN"
    f" INSERT INTO passage_search(passage_search, rowid, {COLUMNS})"
    " VALUES ('delete', old.id, old.folded_heading, old.folded_text); END",
    "CREATE TRIGGER passage_search_changed AFTER UPDATE ON lesson_passage BEGIN"
    f" INSERT INTO passage_search(passage_search, rowid, {COLUMNS})"
    " VALUES ('delete', old.id, old.folded_heading, old.folded_text);"
    f" INSERT INTO passage_search(rowid, {COLUMNS})"
    " VALUES (new.id, new.folded_heading, new.folded_text); END",
    "INSERT INTO passage_search(passage_search) VALUES ('rebuild')",
)
SQLITE_DOWN = (
    "DROP TRIGGER passage_search_added",
    "DROP TRIGGER passage_search_removed",
    "DROP TRIGGER passage_search_changed",
    "DROP TABLE passage_search",
)
#: the same expression stands in portal/catalogue/searching.py: only then is the index used
POSTGRESQL_UP = (
    "CREATE INDEX passage_search ON lesson_passage USING gin ("
    "(setweight(to_tsvector('simple', folded_heading), 'A')"
    " || setweight(to_tsvector('simple', folded_text), 'D')))",
)
POSTGRESQL_DOWN = ("DROP INDEX passage_search",)


def _run(sqlite: tuple[str, ...], postgresql: tuple[str, ...]) -> None:
    is_sqlite = op.get_bind().dialect.name == "sqlite"
    for statement in sqlite if is_sqlite else postgresql:
        op.execute(statement)


def upgrade() -> None:
    _run(SQLITE_UP, POSTGRESQL_UP)


def downgrade() -> None:
    _run(SQLITE_DOWN, POSTGRESQL_DOWN)
