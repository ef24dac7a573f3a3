package org.ringdown.store;

import java.util.List;
import org.jdbi.v3.core.Handle;

/** The contacts of users in the database. */
final class ContactDao {
    private final Handle handle;

    ContactDao(Handle handle) {
        this.handle = handle;
    }

    /** By name. */
    List<Contact> of(String user) {
        try (var query =
                handle.createQuery(
                        "select number, name from contacts where owner = :owner order by name, number")) {
            return query.bind("owner", user)
                    .map((row, _) -> new Contact(row.getString("number"), row.getString("name")))
                    .list();
        }
    }

    /** Whether it was kept: a number that is known gets its new name, another one needs room. */
    boolean put(String user, Contact contact) {
        if (rename(user, contact)) return true;
        if (count(user) >= Contact.MOST) return false;
        try (var insert =
                handle.createUpdate(
                        """
                        insert into contacts (owner, number, name) values (:owner, :number, :name)
                        on conflict do nothing
                        """)) {
            insert.bind("owner", user)
                    .bind("number", contact.number())
                    .bind("name", contact.name())
                    .execute();
        }
        return true;
    }

    private boolean rename(String user, Contact contact) {
        try (var update =
                handle.createUpdate(
                        "update contacts set name = :name where owner = :owner and number = :number")) {
            return update.bind("owner", user)
                            .bind("number", contact.number())
                            .bind("name", contact.name())
                            .execute()
                    > 0;
        }
    }

    private int count(String user) {
        try (var query = handle.createQuery("select count(*) from contacts where owner = :owner")) {
            return query.bind("owner", user).mapTo(Integer.class).one();
        }
    }

    /** Whether it was there. */
    boolean remove(String user, String number) {
        try (var delete =
                handle.createUpdate(
                        "delete from contacts where owner = :owner and number = :number")) {
            return delete.bind("owner", user).bind("number", number).execute() > 0;
        }
    }
}
