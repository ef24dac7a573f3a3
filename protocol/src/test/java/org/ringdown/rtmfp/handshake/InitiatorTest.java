package org.ringdown.rtmfp.handshake;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.ringdown.rtmfp.handshake.Responder.Step;
import org.ringdown.rtmfp.packet.Chunk;
import org.ringdown.rtmfp.packet.Packet;
import org.ringdown.rtmfp.session.Session;
import org.ringdown.wire.MalformedException;

/** Our two ends greet each other. */
class InitiatorTest {
    private static final InetSocketAddress FROM = new InetSocketAddress("192.0.2.1", 1935);
    private static final long SECOND = 1_000_000_000;

    private final Responder responder = new Responder(new Random(1));

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void bothHaveTheSameKeys(boolean protect) throws MalformedException {
        var initiator = new Initiator("rtmfp://gw/app", 9, protect, new Random(2), 0);
        var hello = (Step.Reply) step(initiator, 0);
        assertThat(initiator.receive(hello.chunk(), 0)).isEmpty();
        var work = ((Step.Work) step(initiator, 0)).work();
        var keyed = work.run().orElseThrow();
        Session.Keys keys = initiator.receive(Responder.answer(keyed), 0).orElseThrow();

        assertThat(work.farId()).isEqualTo(9);
        assertThat(keys.farId()).isEqualTo(7);
        assertThat(work.sending().hmac()).isEqualTo(protect ? 16 : 0);
        var said = Packet.startup(new Chunk.Ping(ByteBuffer.wrap(new byte[] {1})), 0);
        assertThat(keyed.cipher().open(keys.cipher().seal(said, 7))).isEqualTo(said);
        assertThat(keys.cipher().open(keyed.cipher().seal(said, 9))).isEqualTo(said);
    }

    @Test
    void whatIsNotAnsweredIsSaidAgain() {
        var initiator = new Initiator("rtmfp://gw/app", 9, true, new Random(2), 0);

        assertThat(initiator.toSend(0)).isPresent();
        assertThat(initiator.toSend(SECOND - 1)).isEmpty();
        assertThat(initiator.toSend(SECOND)).isPresent();
        assertThat(initiator.nextDeadline()).isEqualTo(SECOND + SECOND * 3 / 2);
    }

    @Test
    void aCookieThatIsTooOldIsChanged() throws MalformedException {
        var initiator = new Initiator("rtmfp://gw/app", 9, true, new Random(2), 0);
        initiator.receive(((Step.Reply) step(initiator, 0)).chunk(), 0);
        var change = (Step.Reply) step(initiator, 100 * SECOND);
        initiator.receive(change.chunk(), 100 * SECOND);

        assertThat(step(initiator, 100 * SECOND)).isInstanceOf(Step.Work.class);
    }

    @Test
    void anAnswerToSomebodyElseIsNothing() throws MalformedException {
        var initiator = new Initiator("rtmfp://gw/app", 9, true, new Random(2), 0);
        var other = new Initiator("rtmfp://gw/app", 9, true, new Random(3), 0);
        var hello = (Step.Reply) step(other, 0);

        initiator.receive(hello.chunk(), 0);

        assertThat(initiator.toSend(0)).containsInstanceOf(Chunk.InitiatorHello.class);
    }

    /** As much as came, and no more; long hellos at once, short ones the second time. */
    @Test
    void noMoreIsAnsweredThanCame() {
        var credit = new Credit(new Random(1));
        credit.earn(FROM.getAddress(), 68);
        assertThat(credit.spend(FROM.getAddress(), 100)).isFalse();
        credit.earn(FROM.getAddress(), 68);
        assertThat(credit.spend(FROM.getAddress(), 100)).isTrue();
        assertThat(credit.spend(FROM.getAddress(), 100)).isFalse();
        for (int i = 0; i < 1000; i++) credit.earn(FROM.getAddress(), 1200);
        int paid = 0;
        while (credit.spend(FROM.getAddress(), 100)) paid++;
        assertThat(paid).isLessThanOrEqualTo(20);
    }

    private Step step(Initiator initiator, long now) throws MalformedException {
        Optional<Chunk> said = initiator.toSend(now);
        return responder.receive(said.orElseThrow(), FROM, () -> 7, now);
    }
}
