"""The readers' addresses. They are permanent: published links lead here."""

from django.urls import path

from questions.views import cards, feeds, lists, people, plain, previews, robots, rounds

urlpatterns = [
    path("", lists.home, name="home"),
    path("campaigns/<slug:slug>/", rounds.campaign, name="campaign"),
    path("rounds/<slug:slug>/", rounds.round_, name="round"),
    path("rounds/<slug:slug>/all/", rounds.round_all, name="round-all"),
    path("rounds/<slug:slug>/questions/<int:number>/", rounds.question, name="question"),
    path("previews/<str:token>/", previews.round_, name="preview"),
    path("previews/<str:token>/all/", previews.round_all, name="preview-all"),
    path("previews/<str:token>/questions/<int:number>/", previews.question, name="preview-question"),
    path("politicians/", people.politicians, name="politicians"),
    path("politicians/<slug:slug>/", people.politician, name="politician"),
    path("compare/", people.compare, name="compare"),
    path("parties/<slug:slug>/", people.party, name="party"),
    path("bodies/<slug:slug>/", people.body, name="body"),
    path("answers/", lists.answers, name="answers"),
    path("non-respondents/", lists.non_respondents, name="non-respondents"),
    path("corrections/", lists.corrections, name="corrections"),
    path("how-we-count/", plain.how_we_count, name="how-we-count"),
    path("about/", plain.about, name="about"),
    path("feed/", feeds.everything, name="feed"),
    path("campaigns/<slug:slug>/feed/", feeds.campaign, name="campaign-feed"),
    path("rounds/<slug:slug>/feed/", feeds.round_, name="round-feed"),
    path("politicians/<slug:slug>/feed/", feeds.politician, name="politician-feed"),
    path("corrections/feed/", feeds.corrections, name="corrections-feed"),
    path("rounds/<slug:slug>/card.png", cards.round_, name="round-card"),
    path("robots.txt", robots.robots, name="robots"),
    path("sitemap.xml", robots.sitemap_index, name="sitemap"),
    path("sitemap-<slug:section>.xml", robots.sitemap, name="sitemap-section"),
]
