package org.ringdown.store;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.Handle;

/** How far the files of one spool have been brought into the database. */
final class PositionDao {
    private final Handle handle;
    private final String spool;

    PositionDao(Handle handle, String spool) {
        this.handle = handle;
        this.spool = spool;
    }

    Map<String, Long> all() {
        var all = new HashMap<String, Long>();
        try (var query =
                handle.createQuery(
                        "select file, position from spool_positions where spool = :spool")) {
            query.bind("spool", spool)
                    .map((row, _) -> Map.entry(row.getString("file"), row.getLong("position")))
                    .forEach(each -> all.put(each.getKey(), each.getValue()));
        }
        return all;
    }

    void set(String file, long position) {
        try (var update =
                handle.createUpdate(
                        """
                        update spool_positions set position = :position
                        where spool = :spool and file = :file
                        """)) {
            boolean known =
                    update.bind("position", position)
                                    .bind("spool", spool)
                                    .bind("file", file)
                                    .execute()
                            > 0;
            if (!known) insert(file, position);
        }
    }

    private void insert(String file, long position) {
        try (var insert =
                handle.createUpdate(
                        "insert into spool_positions (spool, file, position) values (:spool, :file, :position)")) {
            insert.bind("position", position).bind("spool", spool).bind("file", file).execute();
        }
    }

    /** Files that are gone need no place. */
    void keepOnly(List<String> files) {
        for (var known : all().keySet()) {
            if (!files.contains(known)) forget(known);
        }
    }

    private void forget(String file) {
        try (var delete =
                handle.createUpdate(
                        "delete from spool_positions where spool = :spool and file = :file")) {
            delete.bind("spool", spool).bind("file", file).execute();
        }
    }
}
