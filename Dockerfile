# One image for web, worker and beat; docker-compose.yml says which it is.
FROM node:22-slim AS node

FROM python:3.11-slim AS build
COPY --from=node /usr/local/bin/node /usr/local/bin/node
COPY --from=node /usr/local/lib/node_modules /usr/local/lib/node_modules
RUN ln -s ../lib/node_modules/npm/bin/npm-cli.js /usr/local/bin/npm
WORKDIR /app
COPY locks/base.lock locks/test.lock locks/
COPY scripts/env.py scripts/
RUN python scripts/env.py base
COPY . .
RUN .venv/bin/python -m pes_platform.build && rm -rf var

FROM python:3.11-slim
ENV PYTHONUNBUFFERED=1 PATH=/app/.venv/bin:$PATH PES_VAR_DIR=/data BIND=0.0.0.0:8000
WORKDIR /app
RUN useradd --system --uid 10001 --home-dir /data pes && install -d -o pes -g pes /data
COPY --from=build /app /app
USER pes
VOLUME /data
EXPOSE 8000
CMD ["gunicorn", "-c", "gunicorn.conf.py", "pes_platform.wsgi"]
