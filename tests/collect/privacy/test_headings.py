from __future__ import annotations

import pytest

from ffc_eval.collect.privacy import people_by_role, personal_columns

QUALTRICS_NAMES = (
    "StartDate EndDate Status IPAddress Progress Finished RecordedDate ResponseId "
    "RecipientLastName RecipientFirstName RecipientEmail ExternalReference LocationLatitude "
    "LocationLongitude DistributionChannel UserLanguage Q1 Q2"
)
QUALTRICS_LABELS = [
    "Anfangsdatum",
    "Enddatum",
    "Antworttyp",
    "IP-Adresse",
    "Aktueller Stand",
    "Dauer (in Sekunden)",
    "Beendet",
    "Erfassungsdatum",
    "Antwort-ID",
    "Nachname des Empfängers",
    "Vorname des Empfängers",
    "E-Mail des Empfängers",
    "Externe Datenreferenz",
    "Breitengrad des Standorts",
    "Längengrad des Standorts",
    "Verteilungskanal",
    "Benutzersprache",
    "This is a multiple choice question.",
]
QUALTRICS_OLDER = (
    "ResponseID ResponseSet IPAddress StartDate EndDate RecipientLastName RecipientFirstName "
    "RecipientEmail ExternalDataReference Finished Status q1_recent_q1_recent_1_1 q2_favorite "
    "Q12#1_1_0 Q13_1_-1 LocationLatitude LocationLongitude LocationAccuracy"
)
SURVEYMONKEY = [
    "RespondentID",
    "Do you ever smoke cigarettes?",
    "How do you like your steak prepared?",
    "Gender",
    "Age",
    "Household Income",
    "Education",
    "Location (Census Region)",
]
MS_FORMS = [
    "ID",
    "Start time",
    "Completion time",
    "Email",
    "Name",
    "Last modified time",
    "Was ist ein Nachteil von Pair Programming?",
]
LIMESURVEY = [
    "id. Response ID",
    "submitdate. Date submitted",
    "lastpage. Last page",
    "startlanguage. Start language",
    "seed. Seed",
    "B1[SQ001]. How is your doctoral research currently financed?        [Contract]",
    "interviewtime. Total time",
]
JISC = [
    "2. Favourite pet (multiple choice single answer)",
    "5. Age (single line text with restrictions)",
    "13.1. Red",
    "14.1.a. Write an R Package",
]
REDCAP = ["record_id", "form_1_complete", "check_one___1", "desired_result"]
ONA = [
    "name",
    "age",
    "geo/geolocation",
    "geo/_geolocation_latitude",
    "geo/_geolocation_precision",
    "tel/tel.office",
    "tel/tel.mobile",
    "meta/instanceID",
    "_uuid",
    "_submission_time",
    "_submitted_by",
    "children/fav_colors/red",
    "children/ice.creams",
]
SPSS = ["x", "str", "bool1", "ca_subvar_1", "Variable with value labels", "40 character string"]


@pytest.mark.parametrize(
    ("headings", "personal"),
    [
        (QUALTRICS_NAMES.split(), [3, 8, 9, 10, 11, 12, 13]),
        (QUALTRICS_LABELS, [3, 9, 10, 11, 12, 13, 14]),
        (QUALTRICS_OLDER.split(), [2, 5, 6, 7, 8, 15, 16, 17]),
        (SURVEYMONKEY, []),
        (MS_FORMS, [3, 4]),
        (LIMESURVEY, []),
        (JISC, []),
        (REDCAP, []),
        (ONA, [0, 2, 3, 4, 5, 6, 10]),
        (SPSS, []),
    ],
)
def test_real_exports_lose_their_personal_columns_and_no_question(
    headings: list[str], personal: list[int]
):
    assert personal_columns(headings) == tuple(headings[place] for place in personal)


@pytest.mark.parametrize(
    "heading",
    [
        "Hora de inicio: no",
        "Correo electrónico",
        "Adresse e-mail",
        "Adresse de messagerie",
        "Nome",
        "E-Mail-Adresse",
        "Enw",
        "ipaddr. IP address",
        "refurl. Referrer URL",
        "What is your name?",
        "Q7. Please give us your e-mail address (optional)",
        "<strong>Your postcode</strong>",
        "Date&nbsp;of birth",
        "\ufeffIP Address",
        "Tracking Link",
        "Custom Data 1",
        "Login (Screen name)",
        "redcap_survey_identifier",
        "deviceid",
        "NHS number",
    ],
)
def test_personal_headings_are_known_in_many_dresses(heading: str):
    expected = () if heading.startswith("Hora") else (heading,)
    assert personal_columns([heading]) == expected


@pytest.mark.parametrize(
    "heading",
    [
        "How easy was it to find our address?",
        "Which locality do you live in?",
        "Did someone give you the name of your worker?",
        "Name one thing that helped",
        "Was the e-mail you were sent clear?",
        "Response ID",
        "UserNo",
        "Age",
    ],
)
def test_questions_about_such_things_stay(heading: str):
    assert personal_columns([heading]) == ()


@pytest.mark.parametrize(
    "heading",
    [
        "Who was your worker?",
        "Who is your lead practitioner?",
        "Who's your child's social worker?",
        "Q4. Who are your children?",
        "Your child's name",
        "What is your child’s first name?",
        "Name of social worker",
        "Please tell us the name of your key worker (if you know it)",
        "What was the name of your worker?",
        "Children's names",
        "Names of the children",
        "Mother's name",
        "Worker name",
        "worker_name",
        "Name of your child's lead practitioner",
        "Your worker's initials",
        "Name of worker who visited",
    ],
)
def test_a_name_asked_for_in_ordinary_words_is_personal(heading: str):
    assert personal_columns([heading]) == (heading,)


@pytest.mark.parametrize(
    "heading",
    [
        "Name of service",
        "Organisation name",
        "School name",
        "Locality name",
        "Survey name",
        "What is the name of your school?",
        "Which service's name",
        "Did your worker use your name?",
        "Do you know your worker's name?",
        "Who was your worker there to help?",
        "Who referred you?",
        "My worker knows my name",
    ],
)
def test_names_of_things_and_questions_about_names_stay(heading: str):
    assert personal_columns([heading]) == ()


def test_repeated_headings_are_each_returned():
    assert personal_columns(["Name", "Q1", "Name"]) == ("Name", "Name")


@pytest.mark.parametrize(
    "heading",
    [
        "Worker",
        "Social worker",
        "3. Your social worker:",
        "Key worker",
        "Lead practitioner",
        "Practitioner 2",
        "Completed by",
        "Form completed by:",
        "Interviewed by",
        "Name of referrer",
        "Name of person completing this form",
        "team_manager",
        "group/support_worker",
    ],
)
def test_a_heading_that_asks_who_by_role_is_known(heading: str):
    assert people_by_role([heading]) == (heading,)


@pytest.mark.parametrize(
    "heading",
    [
        "How would you rate your social worker?",
        "My social worker listened to me",
        "Social workers explained things",
        "Were you helped by a support worker?",
        "Workload",
        "Name of school",
        "Name of the service you used",
        "Completed",
        "Which worker helped most?",
    ],
)
def test_a_question_about_a_worker_asks_for_nobody(heading: str):
    assert people_by_role([heading]) == ()


def test_repeated_fields_and_names_turned_round_are_personal_and_names_of_tables_are_not():
    headings = ["telephone_1", "email_2", "name_first", "name_last", "_submission__submitted_by"]
    assert personal_columns(headings) == tuple(headings)
    assert personal_columns(["_parent_table_name", "Q5_1", "item_2"]) == ()
