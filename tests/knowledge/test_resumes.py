"""Résumés: a text about a person is refused whatever its form, and a job description is not taken for one."""

from __future__ import annotations

import pytest

from knowledge.triage.lanes import triage
from knowledge.triage.verdicts import Triage

PERSONS = {
    "a few sentences": (
        "6 years of experience at Acme. I built recommender systems. BSc Springfield. References on request. My skills: Python"
    ),
    "own heads": "ML engineer at a bank. My skills: Python, Spark, MLflow. References upon request.",
    "linkedin about": (
        "About\n"
        "I'm a machine learning engineer who loves turning messy data into products people use. Over the past "
        "eight years I've shipped recommenders at two marketplaces and, most recently, led the team behind "
        "our search ranking. Before that I did a PhD in statistics. I care about measurement, plain writing "
        "and small teams. Outside work I climb. Open to staff roles in Berlin or remote."
    ),
    "linkedin about short": "Passionate ML engineer | ex-Acme | building LLM agents. I love hard problems and shipping. DM me!",
    "linkedin third": (
        "Lena is a senior applied scientist with a decade in NLP. Her work on retrieval powers search at "
        "Acme; previously she ran the speech group at Foo. She holds a PhD from Bonn and speaks at meetups."
    ),
    "cover letter": (
        "Dear Ms Okafor,\n"
        "I am writing to apply for the Senior ML Engineer position at Acme. In my current role at Foo I "
        "deploy fraud models to production, own their on-call and have cut false positives by a third. Before "
        "that I built the feature store at Bar. I would welcome the chance to talk about how I could help "
        "your team. \n"
        "Kind regards,\n"
        "Tom"
    ),
    "cover letter 2": (
        "To whom it may concern,\n"
        "please find attached my application for your machine learning role. Your posting asks for someone "
        "who will own ranking models in production; that is what I have done for five years at Shopland. I "
        "trained the models, wrote the serving layer and carried the pager. I'd bring the same care to your "
        "team. My notice period is three months.\n"
        "Best,\n"
        "Priya"
    ),
    "table": (
        "Name: Jo Park\n"
        "Title: Data Scientist\n"
        "Years of experience: 6\n"
        "Current employer: Northwind\n"
        "Notice period: 1 month\n"
        "Skills: Python, SQL, causal inference, A/B testing\n"
        "Education: MSc Statistics, Leeds"
    ),
    "one line": (
        "Jo Park, Data Scientist, Northwind (2019-present): causal inference, pricing experiments; before: "
        "analyst at Bar (2016-2019); MSc Leeds 2016"
    ),
    "json": (
        '{"name":"Jo Park","email":"jo@example.com","work":[{"company":"Northwind","position":"Data '
        'Scientist","startDate":"2019-01","highlights":["Built churn model","Led A/B '
        'tests"]}],"education":[{"institution":"Leeds","area":"Statistics"}],"skills":["Python","SQL"]}'
    ),
    "german cv": (
        "Lebenslauf\n"
        "Persönliche Daten\n"
        "Name: Anna Beispiel\n"
        "Geburtsdatum: 1.2.1990\n"
        "Berufserfahrung\n"
        "2019 – heute Data Scientist, Beispiel AG\n"
        "Entwicklung von Prognosemodellen\n"
        "Ausbildung\n"
        "2013 – 2018 M.Sc. Informatik, TU München\n"
        "Kenntnisse\n"
        "Python, SQL, PyTorch"
    ),
    "french cv": (
        "Marie Exemple\n"
        "Ingénieure machine learning\n"
        "Expérience professionnelle\n"
        "2020 - aujourd'hui : Data scientist chez Exemple SA. Conception de modèles de prévision, mise en "
        "production.\n"
        "Formation\n"
        "2017 Master informatique, Université de Lyon\n"
        "Compétences\n"
        "Python, SQL, TensorFlow\n"
        "Langues : anglais courant"
    ),
    "spanish cv": (
        "Juan Ejemplo\n"
        "Experiencia laboral\n"
        "2018 - actualidad: Ingeniero de datos en Ejemplo SL. Desarrollé modelos de predicción de demanda.\n"
        "Educación\n"
        "Grado en Informática, Universidad de Sevilla\n"
        "Habilidades\n"
        "Python, SQL\n"
        "Idiomas: inglés"
    ),
    "bullets only": (
        "- Built RAG pipeline over 2M documents, cut handle time 18%\n"
        "- Led 4 engineers on the agents platform\n"
        "- Reduced inference cost 40% with quantization\n"
        "- Mentored two juniors; presented at PyData\n"
        "- Shipped evals harness used by six teams"
    ),
    "caps": (
        "JOHN DOE\n"
        "SENIOR ML ENGINEER\n"
        "WORK EXPERIENCE\n"
        "ACME, SENIOR ML ENGINEER, JAN 2020 - DEC 2023\n"
        "DEPLOYED RANKING MODELS\n"
        "FOO, ML ENGINEER, 2017 - 2019\n"
        "EDUCATION\n"
        "BSC MATHS"
    ),
    "md": (
        "# Sam Lee\n"
        "**ML Engineer** · Lisbon · sam@example.com · github.com/example\n"
        "## Experience\n"
        "**Acme** (03/2021 – 06/2024) — ML Engineer\n"
        "* Owned the recommendations service\n"
        "## Education\n"
        "BSc, Porto\n"
        "## Skills\n"
        "PyTorch, Kubernetes"
    ),
    "recruiter note": (
        "Candidate: R.T., currently at Foo as MLOps lead. Ten years, Kubernetes, moved their training to Ray. "
        "Wants remote, 210k. Notice 4 weeks."
    ),
    "about me prose": (
        "About me: data person turned engineer. I started in consulting, moved into growth analytics, and now "
        "build causal models for pricing. My superpower is explaining uncertainty to executives. Currently "
        "looking for my next challenge."
    ),
    "ref letter": (
        "I have managed Dana for three years. Dana designed our experimentation platform, and her analyses "
        "changed how we price. She is thoughtful and fast. I recommend her without reservation."
    ),
    "export": (
        "Contact\n"
        "www.linkedin.com/in/example\n"
        "Top Skills\n"
        "Machine Learning\n"
        "Kubernetes\n"
        "Kim Doe\n"
        "ML Platform Engineer at Acme\n"
        "Berlin\n"
        "Experience\n"
        "Acme\n"
        "ML Platform Engineer\n"
        "January 2020 - Present (4 years 3 months)\n"
        "Run the GPU cluster and model registry\n"
        "Education\n"
        "TU Berlin\n"
        "MSc, Computer Science"
    ),
    "upwork": (
        "I help startups build RAG apps and agents. 5 years of freelance work, 40+ projects, top rated. I'll "
        "set up your vector database, write the prompts and evals, and deliver in two weeks. Let's talk!"
    ),
    "referral": "My friend Sam is great at RAG, built the assistant at Acme, should we talk to him?",
    "fit": "Is Ana a fit for production? She shipped the fraud models at Foo and was on call for two years.",
    "candidate has": "Our candidate has led the MLOps team at Foo and knows Kubeflow well. He wants remote.",
    "internal": (
        "Jo from analytics wants to move to ML. She knows SQL and dbt, did two Kaggle competitions and built "
        "a churn model last year."
    ),
    "interview notes": (
        "Interview with T. He explained drift well, built a feature store at Bar, weak on statistics. I would "
        "hire him for the ranking team."
    ),
    "bio": (
        "Dr. Mei Tan leads machine learning at Acme. Before joining Acme she was a research scientist at Foo, "
        "where she worked on speech synthesis. She has published over thirty papers."
    ),
    "two col": (
        "Skills: Python, Go, Kubernetes, Terraform | Languages: English, French | Education: MEng Imperial "
        "2015 | Acme 2018-2022 MLOps Engineer | Foo 2015-2018 DevOps"
    ),
    "objective": (
        "Objective: To obtain a challenging position as a machine learning engineer where I can use my skills "
        "in deep learning and NLP."
    ),
    "fresher": (
        "Final year B.Tech student, CGPA 8.9. Projects: sentiment analysis with BERT, house price prediction. "
        "Skills: Python, TensorFlow, SQL. Certifications: Coursera Deep Learning. Looking for ML internships."
    ),
    "de prose": (
        "Ich bin Data Scientist mit sieben Jahren Erfahrung und habe bei der Beispiel AG Prognosemodelle "
        "entwickelt und in Produktion gebracht. Ich suche eine neue Herausforderung."
    ),
    "fr letter": (
        "Madame, Monsieur, je vous adresse ma candidature au poste d'ingénieure machine learning. Depuis cinq "
        "ans, j'entraîne et je déploie des modèles de recommandation chez Exemple."
    ),
    "es prose": (
        "Soy científico de datos con seis años de experiencia. He trabajado en modelos de churn y pruebas A/B "
        "en Ejemplo SA. Busco un nuevo reto."
    ),
    "present cv": (
        "Staff ML Engineer, Acme — since 2021\n"
        "Own the ranking stack; lead five engineers\n"
        "Cut p99 from 180 to 60 ms\n"
        "ML Engineer, Foo — 2017 to 2021\n"
        "Wrote the feature store\n"
        "MSc Computer Science, ETH"
    ),
    "anon": ("Candidate profile: 9 yrs exp, ex-Google, PyTorch/JAX, 3 NeurIPS papers, currently at a startup, expects 350k."),
}

JOBS = {
    "you jd": (
        "You love messy data. You've shipped models before and you know what drift looks like. You'll own our "
        "fraud models in production, carry the pager one week in five, and retrain them when attackers "
        "change. You have worked with streaming features. You're kind."
    ),
    "first-person manager": (
        "I am looking for someone to own our ranking models. I run the search team of five. I built the first "
        "version myself, and it needs somebody who can deploy, monitor and retrain it. You will report to me."
    ),
    "recruiter mail": (
        "Hi,\n"
        "I hope you are well. I have an opening for a Machine Learning Engineer with my client in Austin. "
        "Duration: 12 months. Location: onsite. You will deploy models on Sagemaker and build RAG with "
        "LangChain.\n"
        "Education: Master's preferred.\n"
        "Skills: Python, LLM fine-tuning.\n"
        "Regards,\n"
        "Ray Smith, IT recruiter, ray@staff.example, linkedin.com/in/example"
    ),
    "requirements heads": (
        "Machine Learning Engineer\n"
        "Summary\n"
        "Deploy churn models to production and watch their drift.\n"
        "Skills\n"
        "Python, SQL\n"
        "Education\n"
        "BSc or equal\n"
        "Experience\n"
        "5+ years with ML in production\n"
        "Languages\n"
        "English"
    ),
    "past verbs jd": (
        "ML Engineer, Forecasting\n"
        "What you will have done in a year\n"
        "- Shipped the demand model to all warehouses\n"
        "- Reduced stockouts by a tenth\n"
        "- Built the retraining pipeline\n"
        "- Led the move to daily forecasts"
    ),
    "she/he jd": (
        "The person we hire owns the recommender. He or she has deployed models before and is on call. He/she "
        "will work with product."
    ),
    "jd with founder bio": (
        "Our founder Mia led search at Foo (2012-2019) and built the ranking team at Bar. She is an engineer "
        "first. We need an ML engineer to deploy ranking models to production and keep them healthy. You will "
        "work with her."
    ),
    "jd dates": (
        "Fixed term, 2025 - 2027. You will train and deploy energy forecasting models for the grid operator. "
        "Contact: jobs@grid.example"
    ),
    "candidate profile": (
        "Candidate profile: has built and deployed models, knows Kubernetes. Duties: run our ML platform, GPU "
        "cluster and model registry for six teams."
    ),
    "wir": (
        "Über dich\n"
        "Du hast bereits Modelle in Produktion gebracht.\n"
        "Deine Aufgaben\n"
        "Du entwickelst und betreibst unsere Prognosemodelle in Produktion.\n"
        "Berufserfahrung: 3 Jahre\n"
        "Ausbildung: Master"
    ),
    "culture": (
        "You'll have your own budget for conferences. I love this team, says Ana, one of our engineers. You "
        "will build RAG agents for support and own their evals."
    ),
    "founder note": (
        "I've built the first version of our recommender myself and I need somebody who can take it over: "
        "retrain it, deploy it, be on call. I spent two years on it."
    ),
    "want someone who has": (
        "Looking for someone who has built and shipped recommenders, led a small team, and published a paper "
        "or two. They would own ranking in production."
    ),
    "replaces": (
        "We're replacing Tom, who built our fraud models and has left. He was on call and retrained monthly. Need the same."
    ),
    "about you he/she": (
        "The candidate has worked with Kubernetes and has built ML platforms. The candidate will run our GPU "
        "cluster for four teams."
    ),
    "quote": (
        "Senior MLOps Engineer (2 positions, 2025-2026 budget). Run the ML platform, registry and GPU nodes. "
        "Send your CV to jobs@acme.example"
    ),
    "exp list": (
        "Data Scientist\n"
        "Experience\n"
        "- 3+ years in experimentation\n"
        "Education\n"
        "- MSc in statistics\n"
        "Skills\n"
        "- SQL, Python, causal inference\n"
        "Projects\n"
        "- You design A/B tests for pricing and present results to executives"
    ),
    "my heads": "My team: six people.\nMy budget: 200k.\nMy ask: somebody to own retraining and deployment of our churn models.",
    "i hire": (
        "I'm an engineering manager hiring an ML engineer. I have five people. I want somebody to own drift, "
        "retraining and deployment of our churn models."
    ),
}


@pytest.mark.parametrize("text", PERSONS.values(), ids=PERSONS)
def test_a_text_about_a_person_is_refused_in_any_form(text: str) -> None:
    assert triage(text) == Triage("resume")


@pytest.mark.parametrize("text", JOBS.values(), ids=JOBS)
def test_a_job_is_not_taken_for_a_person(text: str) -> None:
    assert triage(text).verdict in {"one", "two"}


@pytest.mark.parametrize(
    "note",
    [
        "I have 6 years of experience in ML, worked at Acme on recommenders, looking for new roles",
        "I led the fraud ML team at Acme and I'm looking for a staff role in Berlin",
        "Candidate has shipped two ranking models at Acme, led a team of 4, wants 120k, notice 3 months",
        "Ana Q.: seven years at Acme, ranking models, MSc, open to relocation, wants remote",
        "Lena worked on ads ranking at Acme for five years, wants to move to Berlin",
        "CV attached: 2018-2024 NLP engineer at Acme, Python, C++, German native",
        "Suche Stelle als ML Engineer, 5 Jahre Erfahrung bei Acme, Python",
    ],
)
def test_a_note_of_what_somebody_did_and_wants_is_about_a_person(note: str) -> None:
    assert triage(note).verdict == "resume"


@pytest.mark.parametrize(
    "note",
    [
        "We're looking for a senior ML role to be filled, fraud model in production",
        "has shipped nothing for a year, the churn model; need someone to own it and retrain it",
        "I have 6 data scientists and nobody who deploys; looking for someone to build the platform for them",
    ],
)
def test_a_note_of_work_is_about_no_person_though_it_speaks_alike(note: str) -> None:
    assert triage(note).verdict != "resume"
