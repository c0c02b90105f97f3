"""The API of this room: one's own profile, as the CV and the profile page show it, and one's own plan."""

from typing import Any

from django.http import Http404
from django.urls import path
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from accounts.models import User
from jobseekers import api_plan
from jobseekers.models import Jobseeker
from jobseekers.selectors import profile_read


class JobSerializer(serializers.Serializer):
    title = serializers.CharField()
    employer_name = serializers.CharField()
    occupation = serializers.CharField()
    started_on = serializers.DateField()
    ended_on = serializers.DateField(allow_null=True)
    duties = serializers.CharField()


class StudySerializer(serializers.Serializer):
    level = serializers.CharField(help_text="01 primary or less … 07 doctorate")
    school = serializers.CharField()
    major = serializers.CharField()
    graduated_on = serializers.DateField(allow_null=True)


class HeldSerializer(serializers.Serializer):
    name = serializers.CharField(source="label")
    acquired_on = serializers.DateField(allow_null=True)


class SkilledSerializer(serializers.Serializer):
    name = serializers.CharField(source="label")
    level = serializers.IntegerField(min_value=1, max_value=5)
    evidence = serializers.CharField()
    source = serializers.CharField()


class SpellSerializer(serializers.Serializer):
    started_on = serializers.DateField()
    reason = serializers.CharField()


class ProfileSerializer(serializers.Serializer):
    """Only confirmed competencies; health and care duties are not given out by the API."""

    id = serializers.UUIDField(source="jobseeker.public_id")
    name = serializers.CharField(source="person.name")
    headline = serializers.CharField(source="jobseeker.headline")
    intro = serializers.CharField(source="jobseeker.intro")
    place = serializers.CharField()
    education = serializers.CharField(source="jobseeker.education")
    career_months = serializers.IntegerField(source="jobseeker.career_months")
    searchable = serializers.BooleanField(source="jobseeker.searchable")
    strength = serializers.IntegerField(source="strength.points")
    work_history = JobSerializer(source="jobs", many=True)
    studies = StudySerializer(many=True)
    licences = HeldSerializer(many=True)
    competencies = SkilledSerializer(source="confirmed", many=True)
    wanted_occupations = serializers.SerializerMethodField()
    wanted_regions = serializers.SerializerMethodField()
    spell = SpellSerializer(allow_null=True)

    def get_wanted_occupations(self, profile: Any) -> list[str]:
        return [one.label for one in profile.occupations]

    def get_wanted_regions(self, profile: Any) -> list[str]:
        return [one.label for one in profile.regions]


class OwnProfile(APIView):
    @extend_schema(responses=ProfileSerializer, operation_id="me_profile")
    def get(self, request: Request, version: str) -> Response:
        """One's own profile; 404 before registering as a jobseeker."""
        user: User = request.user  # type: ignore[assignment]
        profile = profile_read(Jobseeker.objects.filter(person=user.person_id)) if user.person_id else None
        if profile is None:
            raise Http404
        return Response(ProfileSerializer(profile).data)


urlpatterns = [path("me/profile", OwnProfile.as_view(), name="me-profile"), *api_plan.urlpatterns]
