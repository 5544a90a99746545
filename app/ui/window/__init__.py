"""The main window and what it is put together of. Imports models and Qt only; services are given to it."""
