package org.ringdown.signin;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.bouncycastle.crypto.generators.OpenBSDBCrypt;
import org.junit.jupiter.api.Test;

class PasswordsTest {
    /** Made by htpasswd -nbBC 4, so by somebody else. */
    private static final String HASH =
            "$2y$04$K3QCa//yFRHaS6QrOOpXRuhiqBTMIXo7vj63HSb6hcxxICuH27ZXK";

    private final Passwords passwords =
            new Passwords(Map.of("alice", "late for tea today", "bob", HASH));

    @Test
    void inClearOrAsAHash() {
        assertThat(passwords.match("alice", "late for tea today")).isTrue();
        assertThat(passwords.match("bob", "looking glass")).isTrue();
    }

    @Test
    void nothingElse() {
        assertThat(passwords.match("alice", "late for tea today ")).isFalse();
        assertThat(passwords.match("alice", "")).isFalse();
        assertThat(passwords.match("bob", "late for tea today")).isFalse();
        assertThat(passwords.match("bob", HASH)).isFalse();
        assertThat(passwords.match("carol", "")).isFalse();
        assertThat(passwords.match("carol", "-")).isFalse();
    }

    /** In turn, so that whatever else the machine does falls on all of them; the fastest are those that nothing has disturbed. */
    @Test
    void aNameThatDoesNotExistTakesAsLong() {
        var names = List.of("alice", "bob", "nobody");
        var times = new HashMap<String, List<Long>>();
        for (int i = 0; i < 400; i++) {
            for (var name : names) {
                long start = System.nanoTime();
                passwords.match(name, "a guess");
                long took = System.nanoTime() - start;
                if (i >= 100) times.computeIfAbsent(name, _ -> new ArrayList<>()).add(took);
            }
        }
        long nobody = quarter(times.get("nobody"));
        for (var name : names)
            assertThat(Math.abs(quarter(times.get(name)) - nobody))
                    .as("%s, of %d ns", name, nobody)
                    .isLessThan(Math.max(100_000, nobody / 10));
    }

    private static long quarter(List<Long> times) {
        return times.stream().sorted().toList().get(times.size() / 4);
    }

    @Test
    void aHashIsToldByItsForm() {
        assertThat(Passwords.isHash(HASH)).isTrue();
        assertThat(Passwords.isHash(OpenBSDBCrypt.generate("x".toCharArray(), new byte[16], 5)))
                .isTrue();
        assertThat(Passwords.isHash("$2y$12$short")).isFalse();
        assertThat(Passwords.isHash("correct horse battery staple")).isFalse();
    }

    @Test
    void whatBcryptWouldCutOffIsNoPassword() {
        var long72 = "x".repeat(72);
        var hash = OpenBSDBCrypt.generate(long72.toCharArray(), new byte[16], 4);
        var both = new Passwords(Map.of("carol", hash));

        assertThat(both.match("carol", long72)).isTrue();
        assertThat(both.match("carol", long72 + "y")).isFalse();
    }
}
