-- Calls that have ended; "record" is the whole of each (call.schema.json), the columns are those of its members that are asked for.
create table calls (
    id varchar(256) not null primary key,
    begun timestamp with time zone not null,
    placed timestamp with time zone,
    answered timestamp with time zone,
    ended timestamp with time zone not null,
    caller varchar,
    callee varchar,
    dialled varchar,
    route varchar,
    trunk varchar,
    reason varchar,
    ended_by varchar,
    sip_code integer,
    q850 integer,
    record ${json} not null
);

create index calls_by_begun on calls (begun desc, id desc);
create index calls_by_ended on calls (ended);

-- Which users took part in a call, or were called.
create table user_calls (
    owner varchar(128) not null,
    call_id varchar(256) not null references calls (id) on delete cascade,
    begun timestamp with time zone not null,
    primary key (owner, call_id)
);

create index user_calls_by_begun on user_calls (owner, begun desc, call_id desc);
create index user_calls_by_call on user_calls (call_id);

create table contacts (
    owner varchar(128) not null,
    number varchar(256) not null,
    name varchar(128) not null,
    primary key (owner, number)
);

-- How far each file of each store's folder has been brought over.
create table spool_positions (
    spool varchar(64) not null,
    file varchar(64) not null,
    position bigint not null,
    primary key (spool, file)
);
