from mailing.pages import urls as pages
from mailing.postbox import urls as postbox

app_name = "mailing"
urlpatterns = [*pages.urlpatterns, *postbox.urlpatterns]
