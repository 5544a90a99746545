"""The commands of `engross`, one module per activity. Imports services and what lies below them, never app.ui or Qt."""
