package org.ringdown.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.function.Consumer;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Contacts of one user are nobody else's, and no more than so many; in every database alike. */
class ContactDaoTest {
    @ParameterizedTest
    @EnumSource
    void aNumberHasOneName(Databases databases) {
        with(
                databases,
                contacts -> {
                    assertThat(contacts.put("alice", new Contact("+49301", "Zoe"))).isTrue();
                    assertThat(contacts.put("alice", new Contact("+49302", "Anna"))).isTrue();
                    assertThat(contacts.put("alice", new Contact("+49301", "Bea"))).isTrue();

                    assertThat(contacts.of("alice"))
                            .containsExactly(
                                    new Contact("+49302", "Anna"), new Contact("+49301", "Bea"));
                    assertThat(contacts.of("bob")).isEmpty();
                });
    }

    @ParameterizedTest
    @EnumSource
    void whatIsRemovedIsGone(Databases databases) {
        with(
                databases,
                contacts -> {
                    contacts.put("alice", new Contact("1", "One"));

                    assertThat(contacts.remove("bob", "1")).isFalse();
                    assertThat(contacts.remove("alice", "1")).isTrue();
                    assertThat(contacts.remove("alice", "1")).isFalse();
                    assertThat(contacts.of("alice")).isEmpty();
                });
    }

    @ParameterizedTest
    @EnumSource
    void hostileNamesAreNames(Databases databases) {
        var name = Samples.HOSTILE.replace('\0', ' ').replace('\uD800', ' ');
        with(
                databases,
                contacts -> {
                    contacts.put(name, new Contact(name, name));

                    assertThat(contacts.of(name)).containsExactly(new Contact(name, name));
                    assertThat(contacts.remove(name, name)).isTrue();
                });
    }

    @ParameterizedTest
    @EnumSource
    void theBookHasAnEnd(Databases databases) {
        with(
                databases,
                contacts -> {
                    for (int i = 0; i < Contact.MOST; i++)
                        assertThat(contacts.put("alice", new Contact("n" + i, "x"))).isTrue();

                    assertThat(contacts.put("alice", new Contact("one more", "x"))).isFalse();
                    assertThat(contacts.put("alice", new Contact("n1", "another name"))).isTrue();
                    assertThat(contacts.put("bob", new Contact("one more", "x"))).isTrue();
                });
    }

    private static void with(Databases databases, Consumer<ContactDao> test) {
        try (var database = Database.open(databases.empty())) {
            database.jdbi().useHandle(handle -> test.accept(new ContactDao(handle)));
        }
    }
}
