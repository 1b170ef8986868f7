from django.urls import path

from forums.candidates import views as candidates
from forums.challenges import views as challenges
from forums.search import views as search
from forums.spaces import members
from forums.spaces import views as spaces
from forums.spaces.about import views as about
from forums.spaces.principles import views as principles
from forums.spaces.readiness import views as readiness
from forums.spaces.roles import views as roles
from forums.spaces.stewards import views as stewards
from forums.topics.views import history, people, posts, tags, topics, watching
from moderation import views as moderation

app_name = "forums"
ON, OFF = {"on": True}, {"on": False}
TOPIC, POST = {"kind": "topic"}, {"kind": "post"}
PRINCIPLES, CONCERN = {"kind": "principles"}, {"kind": "concern"}
STATEMENT = {"kind": "statement"}

urlpatterns = [
    path("forums/", spaces.index, name="index"),
    path("spaces/<int:pk>/<str:page>/", spaces.by_number, name="by_number"),
    path("forums/new/", about.open_space, name="open_space"),
    path("forums/<slug:slug>/", spaces.forum, name="forum"),
    path("forums/<slug:slug>/about/", about.about, name="about"),
    path("forums/<slug:slug>/about/edit/", about.edit, name="edit_about"),
    path("forums/<slug:slug>/ready/", readiness.ready, name="ready"),
    path("forums/<slug:slug>/not-ready/", readiness.not_ready, name="not_ready"),
    path("forums/<slug:slug>/principles/", principles.index, name="principles"),
    path("forums/<slug:slug>/principles/propose/", principles.propose, name="propose_principles"),
    path("forums/<slug:slug>/principles/<int:number>/", principles.version, name="version_of_principles"),
    path("forums/<slug:slug>/principles/proposals/<int:pk>/agree/", principles.agree, name="agree"),
    path("forums/<slug:slug>/principles/proposals/<int:pk>/concern/", principles.concern, name="concern"),
    path("forums/<slug:slug>/principles/proposals/<int:pk>/unsay/", principles.unsay, name="unsay"),
    path(
        "forums/<slug:slug>/principles/proposals/<int:pk>/withdraw/",
        principles.withdraw,
        name="withdraw_principles",
    ),
    path("forums/<slug:slug>/stewards/", stewards.index, name="stewards"),
    path("forums/<slug:slug>/stewards/<int:person>/", stewards.take_back, name="take_back_steward"),
    path("forums/<slug:slug>/step-down/", stewards.step_down, name="step_down"),
    path("forums/<slug:slug>/new/", topics.new, name="new_topic"),
    path("forums/<slug:slug>/new/preview/", topics.preview_new, name="preview_topic"),
    path("forums/<slug:slug>/new/people/", people.for_new, name="people_for_new"),
    path("forums/<slug:slug>/join/", spaces.join, name="join"),
    path("forums/<slug:slug>/leave/", spaces.leave, name="leave"),
    path("forums/<slug:slug>/invitations/", spaces.invitations, name="invitations"),
    path("forums/<slug:slug>/members/", members.members, name="members"),
    path("forums/<slug:slug>/members/<int:person>/remove/", members.remove, name="remove_member"),
    path("forums/<slug:slug>/members/<int:person>/let-back/", members.let_back, name="let_back"),
    path("forums/<slug:slug>/roles/", roles.page, name="roles"),
    path("forums/<slug:slug>/roles/would/", roles.would, name="would"),
    path("forums/<slug:slug>/roles/<slug:kind>/take/", roles.take, name="take_role"),
    path("forums/<slug:slug>/roles/<slug:kind>/renew/", roles.renew, name="renew_role"),
    path("forums/<slug:slug>/roles/<slug:kind>/give-up/", roles.give_up, name="give_up_role"),
    path("forums/<slug:slug>/watch/", watching.forum, ON, name="watch_forum"),
    path("forums/<slug:slug>/unwatch/", watching.forum, OFF, name="unwatch_forum"),
    path("tags/<str:slug>/", tags.tag, name="tag"),
    path("tags/<str:slug>/watch/", watching.tag, ON, name="watch_tag"),
    path("tags/<str:slug>/unwatch/", watching.tag, OFF, name="unwatch_tag"),
    path("topics/similar/", search.similar_to, name="similar"),
    path("topics/tags/", tags.suggest, name="suggest_tags"),
    path("topics/<int:pk>/reply/", topics.reply, name="reply"),
    path("topics/<int:pk>/reply/preview/", topics.preview_reply, name="preview_reply"),
    path("topics/<int:pk>/reply/people/", people.for_reply, name="people_for_reply"),
    path("topics/<int:pk>/nominate/", candidates.nominate, name="nominate"),
    path("topics/<int:pk>/withdraw/", candidates.withdraw, name="withdraw"),
    path("topics/<int:pk>/statement/", challenges.statement, name="statement"),
    path("topics/<int:pk>/statement/propose/", challenges.propose, name="propose_statement"),
    path("topics/<int:pk>/statement/begin/", challenges.begin, name="begin_challenge"),
    path("topics/<int:pk>/statement/end/", challenges.end, name="end_challenge"),
    path("statements/<int:pk>/take-over/", challenges.take_over, name="take_over_statement"),
    path("statements/<int:pk>/decline/", challenges.decline, name="decline_statement"),
    path("statements/<int:pk>/take-back/", challenges.take_back, name="take_back_statement"),
    path("statements/<int:pk>/report/", moderation.report, STATEMENT, name="report_statement"),
    path("statements/<int:pk>/hide/", moderation.hide, STATEMENT, name="hide_statement"),
    path("statements/<int:pk>/unhide/", moderation.show, STATEMENT, name="unhide_statement"),
    path("statements/<int:pk>/settle/", moderation.settle, STATEMENT, name="settle_statement"),
    path("topics/<int:pk>/watch/", watching.topic, ON, name="watch_topic"),
    path("topics/<int:pk>/unwatch/", watching.topic, OFF, name="unwatch_topic"),
    path("topics/<int:pk>/close/", topics.close, name="close"),
    path("topics/<int:pk>/reopen/", topics.reopen, name="reopen"),
    path("topics/<int:pk>/pin/", topics.pin, name="pin"),
    path("topics/<int:pk>/unpin/", topics.unpin, name="unpin"),
    path("topics/<int:pk>/hide/", moderation.hide, TOPIC, name="hide_topic"),
    path("topics/<int:pk>/unhide/", moderation.show, TOPIC, name="unhide_topic"),
    path("topics/<int:pk>/", topics.topic, name="topic_by_number"),
    path("topics/<int:pk>/<slug:slug>/", topics.topic, name="topic"),
    path("posts/preview/", posts.preview, name="preview"),
    path("posts/<int:pk>/edit/", posts.edit, name="edit_post"),
    path("posts/<int:pk>/history/", history.versions, name="history"),
    path("posts/versions/<int:pk>/take-out/", history.take_out, name="take_out_version"),
    path("posts/<int:pk>/report/", moderation.report, POST, name="report"),
    path("posts/<int:pk>/hide/", moderation.hide, POST, name="hide_post"),
    path("posts/<int:pk>/unhide/", moderation.show, POST, name="unhide_post"),
    path("posts/<int:pk>/settle/", moderation.settle, POST, name="settle"),
    path("principles/<int:pk>/report/", moderation.report, PRINCIPLES, name="report_principles"),
    path("principles/<int:pk>/hide/", moderation.hide, PRINCIPLES, name="hide_principles"),
    path("principles/<int:pk>/unhide/", moderation.show, PRINCIPLES, name="unhide_principles"),
    path("principles/<int:pk>/settle/", moderation.settle, PRINCIPLES, name="settle_principles"),
    path("concerns/<int:pk>/report/", moderation.report, CONCERN, name="report_concern"),
    path("concerns/<int:pk>/hide/", moderation.hide, CONCERN, name="hide_concern"),
    path("concerns/<int:pk>/unhide/", moderation.show, CONCERN, name="unhide_concern"),
    path("concerns/<int:pk>/settle/", moderation.settle, CONCERN, name="settle_concern"),
    path("candidates/", candidates.candidates, name="candidates"),
]
