"""Plan repositories that only tests of commands need."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.harness import Repository

KITA = """\
schema: 1
title: Kita City DX Plan
city: Kita
fictional: true
language: en
as_of: 2023-06-30
period:
  first: R5
  last: R6
pillars:
  - number: 1
    name: Services
    formerly: [Counters]
    categories:
      - name: Desk
departments:
  - name: IT
    formerly: [Computing]
  - name: 市民課
statuses:
  - name: open
    means: planned
  - name: closed
    means: completed
"""
KITA_FORMS = """\
schema: 1
id: online-forms
title: Forms
pillar: Services
category: Desk
number: 2
departments: [IT]
status: open
"""
KITA_KIOSK = """\
schema: 1
id: kiosk
title: Kiosk
pillar: Services
category: Desk
number: 1
departments: [市民課]
status: closed
operation_start: R5.4月～
"""


@pytest.fixture
def cities(repository: Repository) -> Repository:
    """Return a repository of two plans, the second one in English; both have an initiative ``online-forms``."""
    repository.write("plans/kita/plan.yaml", KITA)
    repository.write("plans/kita/initiatives/online-forms.yaml", KITA_FORMS)
    repository.write("plans/kita/initiatives/kiosk.yaml", KITA_KIOSK)
    return repository
