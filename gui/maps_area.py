"""The Maps task of the rail, put together: all maps, the card of a region, activity and perfusion, as tabs."""

from collections.abc import Callable

from gui.jobs import JobRunner
from gui.panels.asl.coupling_card import CouplingCard
from gui.panels.asl.follow_up_card import FollowUpCard
from gui.panels.concordance_card import ConcordanceCard
from gui.panels.gallery_page import GalleryPage
from gui.panels.maps_page import MapsPage
from gui.panels.maps_tabs import MapsTabs
from gui.panels.perfusion_page import PerfusionPage
from gui.panels.preparation_card import PreparationCard
from gui.panels.prior_card import PriorCard
from gui.panels.region_card import RegionCardPage
from gui.panels.seed_card import SeedCard
from gui.panels.territories_card import TerritoriesCard
from gui.session import Session


class MapsArea:
    """Builds the pages and connects what they want of each other; ``show_page`` opens a task of the rail.

    Its methods ``region_card``, ``region_card_of`` and ``flick_prior`` are what the actions of these names do.
    """

    def __init__(self, session: Session, jobs: JobRunner, show_page: Callable[[str], None]) -> None:
        self._show_page = show_page
        self.activity_page = MapsPage(session, jobs, (PreparationCard(session), SeedCard(session, jobs)))
        self.follow_up = FollowUpCard(session, jobs)
        self.perfusion_page = PerfusionPage(session, jobs, (self.follow_up, CouplingCard(session, jobs)))
        territories = TerritoriesCard(session, jobs)
        self.prior = PriorCard(session, jobs)
        self.gallery_page = GalleryPage(session, jobs, (ConcordanceCard(session, jobs), territories, self.prior))
        self.region_page = RegionCardPage(session, jobs)
        self.tabs = MapsTabs(session, self.activity_page, self.perfusion_page, self.gallery_page, self.region_page)
        self.gallery_page.territories_wanted.connect(territories.read)
        self.gallery_page.perfusion_wanted.connect(self.show_perfusion)
        for page in (self.gallery_page, self.region_page, self.activity_page, self.perfusion_page):
            page.patient_wanted.connect(self._show_patient)
        session.region_wanted.connect(self.region_card)

    def show_activity(self) -> None:
        """Show the metrics of activity."""
        self.tabs.show_activity()
        self._show_page("maps")

    def show_perfusion(self) -> None:
        """Show perfusion."""
        self.tabs.show_perfusion()
        self._show_page("maps")

    def region_card(self) -> None:
        """Show all that is known of the region at the crosshair."""
        self._open_region()
        self.region_page.show_here()

    def region_card_of(self) -> None:
        """Let the user choose a region."""
        self._open_region()
        self.region_page.choose()

    def flick_prior(self) -> None:
        """See the prior scan in place of the current one, and back."""
        self.prior.flick()

    def _open_region(self) -> None:
        self.tabs.show_region()
        self._show_page("maps")

    def _show_patient(self) -> None:
        self._show_page("patient")
