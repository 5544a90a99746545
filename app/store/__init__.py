"""Libraries: tables, migrations, history, backup. The only package that imports SQLAlchemy. No Qt."""
