package org.ringdown.webpush;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.security.interfaces.ECPublicKey;
import java.security.spec.InvalidKeySpecException;
import java.util.Base64;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** RFC 8291 appendix A, and what is no key. */
class MessageEncryptionTest {
    private static final Base64.Decoder BASE64 = Base64.getUrlDecoder();

    private static final byte[] TEXT =
            "When I grow up, I want to be a watermelon".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] OUR_PUBLIC =
            BASE64.decode(
                    "BP4z9KsN6nGRTbVYI_c7VJSPQTBtkgcy27mlmlMoZIIgDll6e3vCYLocInmYWAmS6TlzAC8wEqKK6PBru3jl7A8");
    private static final byte[] OUR_PRIVATE =
            BASE64.decode("yfWPiYE-n46HLnH0KqZOF1fJJU3MYrct3AELtAQ-oRw");
    private static final byte[] BROWSER =
            BASE64.decode(
                    "BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4");
    private static final byte[] BROWSER_PRIVATE =
            BASE64.decode("q1dXpw3UpT5VOmu_cf_v6ih07Aems3njxI-JWgLcM94");
    private static final byte[] SECRET = BASE64.decode("BTBZMqHH6r4Tts7J_aSIgg");
    private static final byte[] SALT = BASE64.decode("DGv6ra1nlYgDCS1FRnbzlw");
    private static final byte[] SEALED =
            BASE64.decode(
                    "DGv6ra1nlYgDCS1FRnbzlwAAEABBBP4z9KsN6nGRTbVYI_c7VJSPQTBtkgcy27mlmlMoZIIgDll6e3vCYLocInmYWAmS6Tlz"
                            + "AC8wEqKK6PBru3jl7A_yl95bQpu6cVPTpK4Mqgkf1CXztLVBSt2Ks3oZwbuwXPXLWyouBWLVWGNWQexSgSxsj_Qulcy4a-fN");

    @Test
    void theExampleOfTheRfc() throws Exception {
        var ours = P256.pair(OUR_PUBLIC, OUR_PRIVATE);
        assertThat(MessageEncryption.encrypt(TEXT, P256.read(BROWSER), SECRET, ours, SALT))
                .isEqualTo(SEALED);
    }

    @Test
    void theBrowserOpensWhatIsMadeWithFreshKeys() throws Exception {
        var opener = new MessageOpener(P256.pair(BROWSER, BROWSER_PRIVATE), SECRET);
        assertThat(opener.open(SEALED)).isEqualTo(TEXT);
        var encryption = new MessageEncryption(new SecureRandom());
        var one = encryption.encrypt(TEXT, P256.read(BROWSER), SECRET);
        var other = encryption.encrypt(TEXT, P256.read(BROWSER), SECRET);
        assertThat(one).isNotEqualTo(other);
        assertThat(opener.open(one)).isEqualTo(TEXT);
        assertThat(opener.open(other)).isEqualTo(TEXT);
    }

    @Test
    void keysAreWrittenAsTheyWereRead() throws Exception {
        assertThat(P256.write(P256.read(BROWSER))).isEqualTo(BROWSER);
        for (int i = 0; i < 50; i++) {
            var key = P256.write((ECPublicKey) P256.fresh(new SecureRandom()).getPublic());
            assertThat(P256.write(P256.read(key))).isEqualTo(key);
        }
    }

    @Test
    void whatIsNoPointOfTheCurveIsNoKey() {
        var random = new Random(7);
        for (int i = 0; i < 1000; i++) {
            var key = BROWSER.clone();
            key[1 + random.nextInt(64)] ^= (byte) (1 + random.nextInt(255));
            assertThatThrownBy(() -> P256.read(key)).isInstanceOf(InvalidKeySpecException.class);
        }
        assertThatThrownBy(() -> P256.read(new byte[0]))
                .isInstanceOf(InvalidKeySpecException.class);
        assertThatThrownBy(() -> P256.read(new byte[65]))
                .isInstanceOf(InvalidKeySpecException.class);
    }
}
