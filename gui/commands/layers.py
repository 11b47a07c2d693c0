"""Changes of the list of layers, each one step of undo."""

from gui.session import Session
from gui.undo import MoveLayer, RemoveLayer, RenameLayer


def close_layer(session: Session, layer_id: int) -> None:
    """Close a layer."""
    session.undo_stack.push(RemoveLayer(session, layer_id))


def rename_layer(session: Session, layer_id: int, name: str) -> None:
    """Give a layer another caption; an empty or unchanged one changes nothing."""
    name = name.strip()
    if name and name != session.layer(layer_id).name:
        session.undo_stack.push(RenameLayer(session, layer_id, name))


def raise_layer(session: Session, layer_id: int, steps: int) -> None:
    """Move a layer up (or down, with negative steps) in the stack."""
    old = session.layers.index(session.layer(layer_id))
    new = max(0, min(old + steps, len(session.layers) - 1))
    if new != old:
        session.undo_stack.push(MoveLayer(session, layer_id, new))


def show_only(session: Session, layer_id: int) -> None:
    """Show this layer and the overlays that are on; hide the other underlays."""
    role = session.layer(layer_id).role
    with session.batch():
        for layer in session.layers:
            if layer.role is role:
                session.show_layer(layer.id, visible=layer.id == layer_id)
