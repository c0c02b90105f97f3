"""Who may speak and hand in. Reading is `visible_to`."""

from almp_programmes.models import Course, Enrolment


def is_taught(course: Course) -> bool:
    """A course with sessions; one learnt alone has lessons instead."""
    return course.mode != Course.Mode.SELF_PACED


def is_taking_part(enrolment: Enrolment) -> bool:
    """While the place is held; afterwards all stays to be read."""
    return enrolment.state in Enrolment.TAKES_TIME


def has_classroom(enrolment: Enrolment) -> bool:
    """Whether the person may look into the classroom of the run."""
    run = enrolment.run
    return run is not None and is_taught(run.course) and enrolment.state in Enrolment.IN_COHORT
