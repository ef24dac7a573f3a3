package org.ringdown.signin;

import static org.assertj.core.api.Assertions.assertThat;

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
