#!/bin/sh
# The two roles and the database, made once when PostgreSQL's folder is empty: one role owns the
# tables and migrates, the other serves and is bound by row-level security.
set -eu
psql -v ON_ERROR_STOP=1 -U postgres \
    -v owner_password="$OWNER_PASSWORD" -v app_password="$APP_PASSWORD" <<'SQL'
CREATE ROLE yanzhen LOGIN PASSWORD :'owner_password';
CREATE ROLE yanzhen_app LOGIN NOSUPERUSER NOBYPASSRLS NOCREATEDB PASSWORD :'app_password';
CREATE DATABASE yanzhen OWNER yanzhen;
SQL
