from django.urls import path

from . import views

urlpatterns = [
    path("", views.ArticleList.as_view(), name="home"),
    path("article/<int:pk>/", views.ArticleDetail.as_view(), name="article"),
    path("section/<int:pk>/", views.SectionList.as_view(), name="section"),
    path("tag/<int:pk>/", views.TagList.as_view(), name="tag"),
    path("search/", views.Search.as_view(), name="search"),
    path("feed/", views.Latest(), name="feed"),
]
