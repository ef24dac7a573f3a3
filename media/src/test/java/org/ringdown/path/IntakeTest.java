package org.ringdown.path;

import static org.assertj.core.api.Assertions.assertThat;
import static org.ringdown.path.SentPackets.packet;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.ringdown.media.Codec;
import org.ringdown.media.Format;
import org.ringdown.media.MediaListener;
import org.ringdown.rtp.RtpPacket;
import org.ringdown.rtp.TelephoneEvent;

class IntakeTest {
    private static final List<Format> FORMATS =
            List.of(new Format(8, Codec.PCMA), new Format(101, Codec.telephoneEvent(8000)));
    private static final long MILLIS = 1_000_000;

    private final StringBuilder keys = new StringBuilder();
    private final List<Integer> heard = new ArrayList<>();
    private final MediaListener listener =
            new MediaListener() {
                @Override
                public void key(char key) {
                    keys.append(key);
                }
            };
    private final Intake intake =
            new Intake(
                    new org.ringdown.worker.Counters(),
                    listener,
                    (packet, _) -> heard.add(packet.payloadType()));

    @Test
    void nothingIsHeardBeforeAnythingIsAgreed() {
        intake.accept(packet(8, 1, 0, 1, (byte) 1), 0);

        assertThat(heard).isEmpty();
    }

    @Test
    void aKeyIsReportedOnceAndItsPacketsGoOn() {
        intake.formats(FORMATS);
        for (int i = 0; i < 5; i++) intake.accept(key(1, i, 160 * i), i * 20 * MILLIS);
        for (int i = 5; i < 9; i++) intake.accept(key(2, i, 160 * i), i * 20 * MILLIS);

        assertThat(keys).hasToString("12");
        assertThat(heard).hasSize(9);
    }

    @Test
    void aKeyHeldWhileSomethingIsRenegotiatedIsOneKey() {
        intake.formats(FORMATS);
        intake.accept(key(1, 1, 160), 0);
        intake.formats(FORMATS);
        intake.accept(key(1, 2, 320), 20 * MILLIS);

        assertThat(keys).hasToString("1");
    }

    @Test
    void measuresLossesAcrossKeysAndRenegotiation() {
        intake.formats(FORMATS);
        intake.accept(packet(8, 10, 1_600, 7, (byte) 1), 0);
        intake.accept(packet(8, 13, 2_080, 7, (byte) 1), 60 * MILLIS);
        intake.formats(FORMATS);
        intake.accept(key(1, 14, 160), 80 * MILLIS);

        assertThat(intake.ssrc()).isEqualTo(7);
        assertThat(intake.statistics().received()).isEqualTo(3);
        assertThat(intake.statistics().lost()).isEqualTo(2);
        assertThat(intake.statistics().jitter()).isZero();
    }

    @Test
    void anotherStreamIsMeasuredAnew() {
        intake.formats(FORMATS);
        intake.accept(packet(8, 10, 1_600, 7, (byte) 1), 0);
        intake.accept(packet(8, 60_000, 5, 9, (byte) 1), 20 * MILLIS);

        assertThat(intake.ssrc()).isEqualTo(9);
        assertThat(intake.statistics().expected()).isEqualTo(1);
    }

    private static RtpPacket key(int event, int sequence, int duration) {
        int payload = TelephoneEvent.payload(event, false, 10, duration);
        return packet(
                101, sequence, 100 * event, 7, ByteBuffer.allocate(4).putInt(payload).array());
    }
}
