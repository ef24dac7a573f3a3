package org.ringdown.sip;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.ringdown.sip.SessionExpires.Refresher;
import org.ringdown.wire.MalformedException;

/** RSeq and RAck (RFC 3262 §7), Session-Expires and Min-SE (RFC 4028 §4, §5). */
class SmallHeadersTest {
    /** RFC 3262 §7.2's own example. */
    @Test
    void readsAnAcknowledgement() throws Exception {
        var rack = RAck.parse("776656 1 INVITE");
        assertThat(rack).isEqualTo(new RAck(776656, new CSeq(1, "INVITE")));
        assertThat(rack).hasToString("776656 1 INVITE");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "1",
                "1 2",
                "0 1 INVITE",
                "4294967296 1 INVITE",
                "-1 1 INVITE",
                "1 2147483648 INVITE",
                "1 1 INVITE x",
                "1  INVITE",
                "1,1 INVITE",
                "99999999999999999999 1 INVITE"
            })
    void refusesWhatIsNoAcknowledgement(String text) {
        assertThatThrownBy(() -> RAck.parse(text)).isInstanceOf(MalformedException.class);
        var headers = Headers.builder().add("RAck", text).build();
        assertThat(headers.rack()).isEmpty();
    }

    @Test
    void readsTheNumberOfAResponse() {
        assertThat(rseq("988789")).hasValue(988789L);
        assertThat(rseq("4294967295")).hasValue(4294967295L);
        for (var wrong : new String[] {"0", "4294967296", "x", ""})
            assertThat(rseq(wrong)).isEmpty();
    }

    private static OptionalLong rseq(String text) {
        return Headers.builder().add("RSeq", text).build().rseq();
    }

    /** RFC 4028 §4's own example. */
    @Test
    void readsASessionInterval() throws Exception {
        assertThat(SessionExpires.parse("4000;refresher=uac"))
                .isEqualTo(new SessionExpires(4000, Optional.of(Refresher.UAC)));
        assertThat(SessionExpires.parse("90 ; Refresher=UAS"))
                .isEqualTo(new SessionExpires(90, Optional.of(Refresher.UAS)));
        assertThat(SessionExpires.parse("1800;refresher=me;x=y"))
                .isEqualTo(new SessionExpires(1800, Optional.empty()));
        assertThat(SessionExpires.parse("1800;refresher=uas")).hasToString("1800;refresher=uas");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "0", "x", "-5", "4294967296", "1800 1800", ";refresher=uac"})
    void refusesWhatIsNoInterval(String text) {
        assertThatThrownBy(() -> SessionExpires.parse(text)).isInstanceOf(MalformedException.class);
    }

    @Test
    void whateverTheirTextTheyAreReadOrRefused() {
        var random = new Random(7);
        var alphabet = "0123456789 ;=,\"<INVITEuacs\\é\t";
        for (int i = 0; i < 20_000; i++) {
            var text = new StringBuilder();
            int length = random.nextInt(24);
            for (int j = 0; j < length; j++)
                text.append(alphabet.charAt(random.nextInt(alphabet.length())));
            survives(text.toString());
        }
    }

    private static void survives(String text) {
        try {
            assertThat(RAck.parse(RAck.parse(text).toString())).isEqualTo(RAck.parse(text));
        } catch (MalformedException refused) {
            assertThat(refused).hasMessageContaining("RFC");
        }
        try {
            var read = SessionExpires.parse(text);
            assertThat(SessionExpires.parse(read.toString())).isEqualTo(read);
        } catch (MalformedException refused) {
            assertThat(refused).hasMessageContaining("RFC");
        }
    }
}
