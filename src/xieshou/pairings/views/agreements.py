"""An agreement as paper, as Word, signed, ended."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone

from xieshou.documents.docx import to_docx
from xieshou.documents.html import to_html
from xieshou.pairings.document import agreement_document
from xieshou.pairings.entry import change
from xieshou.pairings.forms.agreements import EndForm, SignForm
from xieshou.pairings.halves import left_words
from xieshou.pairings.models import Agreement
from xieshou.pairings.operations.write_agreement import end_agreement, sign_agreement
from xieshou.reading.names import attachment
from xieshou.web.pages import SignedIn, page

from .reach import agreement_for, may_on, shown

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
