# Two stages: the first fills a virtual environment from the hashed lock, the second carries only what runs.
FROM python:3.13-slim AS build
ENV PIP_DISABLE_PIP_VERSION_CHECK=1 PIP_NO_CACHE_DIR=1
RUN python -m venv /opt/venv
ENV PATH=/opt/venv/bin:$PATH
COPY requirements.lock /build/
RUN pip install --quiet --require-hashes -r /build/requirements.lock

FROM python:3.13-slim
RUN useradd --system --uid 10001 --create-home trienkhai && install -d -o trienkhai /data
COPY --from=build /opt/venv /opt/venv
WORKDIR /srv
COPY alembic.ini pyproject.toml ./
COPY migrations migrations
COPY seed seed
COPY app app
ENV PATH=/opt/venv/bin:$PATH PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1 \
    TRIENKHAI_PRODUCTION=true TRIENKHAI_DATABASE_URL=sqlite:////data/trienkhai.db TRIENKHAI_FILES_DIR=/data/files
USER trienkhai
VOLUME /data
EXPOSE 8000
HEALTHCHECK --interval=30s --timeout=3s --start-period=20s \
    CMD ["python", "-c", "import urllib.request as u; u.urlopen('http://127.0.0.1:8000/readyz', timeout=2)"]
# `run` migrates, loads the seed into an empty database without illustrative data, and serves.
CMD ["python", "-m", "app", "run", "--bare", "--host", "0.0.0.0"]
