"""What a database administrator runs, where we may not make roles and databases ourselves."""

from doitonline.station import grants
from doitonline.station.databases import COUNTER_TIMEOUT, DOORS

INTRODUCTION = """\
-- Do It Online: its databases and roles, for a database administrator to run with psql.
-- 1. Choose three passwords and put them in place of the three dots.
-- 2. Run this part as a superuser, or as a role that may create roles and databases.
-- 3. Give the station DATABASE_URL (the owner's address), COUNTER_DATABASE_URL,
--    OFFICE_DATABASE_URL and OFFICE_FRONT_DATABASE_URL, and run `doitonline setup`:
--    it migrates as the owner and then makes the grants of the second part itself.
"""


def statements() -> str:
    """The SQL, with comments: roles, databases, who may connect, and (to read) the grants."""
    lines = [INTRODUCTION]
    lines += [f"CREATE ROLE {role} LOGIN PASSWORD '...';" for role in ("owner", *grants.ROLES)]
    lines.append(f"ALTER ROLE counter SET statement_timeout = '{COUNTER_TIMEOUT}';")
    for database, roles in DOORS.items():
        lines += [
            f"CREATE DATABASE {database} OWNER owner ENCODING 'UTF8' TEMPLATE template0;",
            f"REVOKE ALL ON DATABASE {database} FROM PUBLIC;",
            f"GRANT CONNECT ON DATABASE {database} TO {', '.join(roles)};",
        ]
    lines.append("\n-- The second part, which `doitonline setup` does after every migration.")
    for database, table in (("front", grants.FRONT), ("office", grants.KEPT_BACK)):
        lines += [
            f"\\connect {database}",
            "REVOKE ALL ON SCHEMA public FROM PUBLIC;",
            f"GRANT USAGE ON SCHEMA public TO {', '.join(grants.ROLES)};",
        ]
        if database == "office":
            lines += [
                f"GRANT {grants.EVERYTHING} ON ALL TABLES IN SCHEMA public TO office;",
                "GRANT USAGE ON ALL SEQUENCES IN SCHEMA public TO office;",
                *(f"REVOKE ALL ON {name} FROM office;" for name in table),
                "REVOKE ALL ON SEQUENCE django_migrations_id_seq FROM office;",
            ]
        for name, given in table.items():
            lines += [f"GRANT {words} ON {name} TO {role};" for role, words in given.items()]
    return "\n".join(lines) + "\n"
