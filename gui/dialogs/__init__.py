"""Windows that ask or tell. They decide nothing: they return what the user chose, or trigger an action."""
