package org.ringdown.store;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;
import org.jdbi.v3.core.statement.SqlStatement;
import org.ringdown.ladder.Ladder;

/** Calls in the database. */
final class CallDao {
    private static final String COLUMNS = "select cast(c.record as varchar) from calls c ";
    private static final int DELETED_AT_ONCE = 5_000;

    private final Handle handle;

    CallDao(Handle handle) {
        this.handle = handle;
    }

    /** A call that is there already stays as it is. */
    void add(List<CallRow> calls) {
        if (calls.isEmpty()) return;
        try (var insert =
                handle.prepareBatch(
                        """
                        insert into calls (id, begun, placed, answered, ended, caller, callee, dialled, route, trunk, reason,
                            ended_by, sip_code, q850, record)
                        values (:id, :begun, :placed, :answered, :ended, :caller, :callee, :dialled, :route, :trunk, :reason,
                            :endedBy, :sipCode, :q850, cast(:record as <json>))
                        on conflict do nothing
                        """)) {
            for (var call : calls) {
                bind(insert, call);
                insert.add();
            }
            addForUsers(calls, insert.execute());
        }
    }

    private static void bind(PreparedBatch insert, CallRow call) {
        insert.bind("id", call.id()).bind("begun", utc(call.begun()));
        insert.bind("ended", utc(call.ended())).bind("record", call.record());
        time(insert, "placed", call.time("placed"));
        time(insert, "answered", call.time("answered"));
        text(insert, "caller", call.text("/sides/caller/uri"));
        text(insert, "callee", call.text("/sides/callee/uri"));
        text(insert, "dialled", call.text("/dialled"));
        text(insert, "route", call.text("/route/pattern"));
        text(insert, "trunk", call.text("/route/trunk"));
        text(insert, "reason", call.text("/reason"));
        text(insert, "endedBy", call.text("/by"));
        number(insert, "sipCode", call.number("/sip/code"));
        number(insert, "q850", call.number("/q850"));
    }

    /** @param added one for each call that is new, nought for the others */
    private void addForUsers(List<CallRow> calls, int[] added) {
        try (var insert =
                handle.prepareBatch(
                        """
                        insert into user_calls (owner, call_id, begun) values (:owner, :call, :begun)
                        on conflict do nothing
                        """)) {
            for (int i = 0; i < added.length; i++) {
                if (added[i] == 0) continue;
                var call = calls.get(i);
                for (var user : call.users())
                    insert.bind("owner", user)
                            .bind("call", call.id())
                            .bind("begun", utc(call.begun()))
                            .add();
            }
            if (insert.size() > 0) insert.execute();
        }
    }

    Optional<CallRow> find(String id) {
        try (var query = handle.createQuery(COLUMNS + "where c.id = :id")) {
            return query.bind("id", id).mapTo(String.class).findOne().flatMap(CallRow::read);
        }
    }

    /** The newest that stand after a place. */
    List<CallRow> list(Optional<Ladder.Place> before, int most) {
        return rows(
                COLUMNS
                        + """
                        where c.begun <= :begun and (c.begun < :begun or c.id < :id)
                        order by c.begun desc, c.id desc limit :most
                        """,
                before,
                Optional.empty(),
                most);
    }

    /** The same of one user. */
    List<CallRow> listOf(String user, Optional<Ladder.Place> before, int most) {
        return rows(
                COLUMNS
                        + """
                        join user_calls u on u.call_id = c.id
                        where u.owner = :owner and u.begun <= :begun and (u.begun < :begun or u.call_id < :id)
                        order by u.begun desc, u.call_id desc limit :most
                        """,
                before,
                Optional.of(user),
                most);
    }

    private List<CallRow> rows(
            String sql, Optional<Ladder.Place> before, Optional<String> owner, int most) {
        var place = before.orElse(new Ladder.Place(CallRow.END_OF_TIME, ""));
        try (var query = handle.createQuery(sql)) {
            owner.ifPresent(name -> query.bind("owner", name));
            return query
                    .bind("begun", utc(place.begun()))
                    .bind("id", place.id())
                    .bind("most", most)
                    .mapTo(String.class)
                    .stream()
                    .flatMap(record -> CallRow.read(record).stream())
                    .toList();
        }
    }

    /** Some of those that ended before; none is left once it returns 0. */
    int forget(Instant before) {
        try (var delete =
                handle.createUpdate(
                        """
                        delete from calls where id in
                            (select id from calls where ended < :before order by ended limit :most)
                        """)) {
            return delete.bind("before", utc(before)).bind("most", DELETED_AT_ONCE).execute();
        }
    }

    private static OffsetDateTime utc(Instant at) {
        return at.atOffset(ZoneOffset.UTC);
    }

    private static void time(SqlStatement<?> to, String name, Optional<OffsetDateTime> value) {
        to.bindByType(name, value.orElse(null), OffsetDateTime.class);
    }

    private static void text(SqlStatement<?> to, String name, Optional<String> value) {
        to.bindByType(name, value.orElse(null), String.class);
    }

    private static void number(SqlStatement<?> to, String name, OptionalInt value) {
        to.bindByType(name, value.isPresent() ? value.getAsInt() : null, Integer.class);
    }
}
