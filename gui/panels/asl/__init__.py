"""The cards of the Perfusion page: each follows the session and starts commands; none knows another."""
