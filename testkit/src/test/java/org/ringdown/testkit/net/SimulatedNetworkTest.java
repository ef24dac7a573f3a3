package org.ringdown.testkit.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.ringdown.testkit.time.SeededExecutor;

/** Datagrams fare as their conditions say, and everything that becomes of them is counted. */
class SimulatedNetworkTest {
    private static final InetSocketAddress ALICE = at("10.0.0.1", 5060);
    private static final InetSocketAddress BOB = at("10.0.0.2", 5060);
    private static final int MANY = 2_000;

    private final SeededExecutor executor = new SeededExecutor(5);
    private final SimulatedNetwork network =
            new SimulatedNetwork(executor.time(), SeededExecutor.generator(5));
    private final List<Integer> heard = new ArrayList<>();
    private int unreachable;

    @Test
    void aGoodNetworkDeliversEverythingOnceInOrderAndAfterItsDelay() throws Exception {
        var arrivals = new ArrayList<Duration>();
        var port = open(ALICE);
        network.open(BOB, Traffic.SIGNALLING, (_, _) -> arrivals.add(executor.time().elapsed()));
        port.send(number(1), BOB);
        executor.runUntilIdle();
        assertThat(arrivals)
                .singleElement()
                .satisfies(time ->
                        assertThat(time).isBetween(Duration.ofMillis(1), Duration.ofMillis(2)));
    }

    @Test
    void orderIsKeptWhateverTheJitter() throws Exception {
        network.conditions(
                Traffic.SIGNALLING,
                Conditions.GOOD.withDelay(Duration.ZERO, Duration.ofSeconds(1)));
        sendMany();
        assertThat(heard).hasSize(MANY).isSorted();
    }

    @Test
    void lossAndDuplicationAreAsOftenAsAskedFor() throws Exception {
        network.conditions(
                Traffic.SIGNALLING,
                new Conditions(0.05, 0.02, 0, Duration.ofMillis(1), Duration.ZERO));
        sendMany();
        var tally = network.tally(Traffic.SIGNALLING);
        assertThat(tally.sent()).isEqualTo(MANY);
        assertThat(tally.lost()).isBetween(MANY * 3L / 100, MANY * 7L / 100);
        assertThat(tally.doubled()).isBetween(MANY / 100L, MANY * 3L / 100);
        assertThat(tally.delivered()).isEqualTo(tally.sent() - tally.lost() + tally.doubled());
        assertThat(heard).hasSize((int) tally.delivered()).isSorted();
    }

    @Test
    void reorderingLetsOthersOvertake() throws Exception {
        network.conditions(
                Traffic.SIGNALLING,
                new Conditions(0, 0, 0.1, Duration.ofMillis(1), Duration.ofMillis(5)));
        sendMany();
        assertThat(heard).hasSize(MANY).doesNotHaveDuplicates();
        assertThat(heard).isNotEqualTo(heard.stream().sorted().toList());
    }

    @Test
    void conditionsAreThoseOfOneKindOfTraffic() throws Exception {
        network.conditions(Traffic.MEDIA, Conditions.GOOD.withLoss(1));
        sendMany();
        assertThat(heard).hasSize(MANY);
    }

    @Test
    void aCutLosesWhatIsUnderWayUntilItIsMended() throws Exception {
        var port = open(ALICE);
        open(BOB);
        port.send(number(1), BOB);
        network.cut(ALICE.getAddress(), BOB.getAddress());
        port.send(number(2), BOB);
        executor.runUntilIdle();
        assertThat(heard).isEmpty();
        assertThat(network.tally(Traffic.SIGNALLING).lost()).isEqualTo(2);

        network.mend(ALICE.getAddress(), BOB.getAddress());
        port.send(number(3), BOB);
        executor.runUntilIdle();
        assertThat(heard).containsExactly(3);
    }

    @Test
    void aClosedPortIsCountedAndItsSenderTold() throws Exception {
        var port = open(ALICE);
        var other = open(BOB);
        port.send(number(1), BOB);
        other.close();
        executor.runUntilIdle();
        assertThat(heard).isEmpty();
        assertThat(unreachable).isEqualTo(1);
        assertThat(network.tally(Traffic.SIGNALLING).unheard()).isEqualTo(1);
    }

    @Test
    void portsAreTakenCountedAndFreedAgain() throws Exception {
        var port = open(ALICE);
        assertThatThrownBy(() -> open(ALICE)).isInstanceOf(BindException.class);
        var any = open(at("10.0.0.1", 0));
        assertThat(any.local().getPort()).isPositive();
        assertThat(network.openPorts(ALICE.getAddress())).isEqualTo(2);

        port.close();
        port.close();
        any.close();
        assertThat(network.openPorts(ALICE.getAddress())).isZero();
        open(ALICE);
    }

    @Test
    void aPipeIsLateButWholeAndInOrderUntilItIsClosed() {
        network.conditions(
                Traffic.STREAM, Conditions.GOOD.withDelay(Duration.ZERO, Duration.ofSeconds(1)));
        var pipe = new Pipe<Integer>(network, SeededExecutor.generator(1), heard::add);
        for (int i = 0; i < 100; i++) pipe.send(i);
        executor.runUntilIdle();
        assertThat(heard).hasSize(100).isSorted();

        pipe.send(100);
        pipe.close();
        pipe.send(101);
        executor.runUntilIdle();
        assertThat(heard).hasSize(100);
    }

    private void sendMany() throws BindException {
        var port = open(ALICE);
        open(BOB);
        for (int i = 0; i < MANY; i++) port.send(number(i), BOB);
        executor.runUntilIdle();
    }

    private UdpPort open(InetSocketAddress address) throws BindException {
        return network.open(
                address,
                Traffic.SIGNALLING,
                new UdpPort.Receiver() {
                    @Override
                    public void received(ByteBuffer bytes, InetSocketAddress from) {
                        heard.add(bytes.getInt());
                    }

                    @Override
                    public void unreachable(InetSocketAddress peer) {
                        unreachable++;
                    }
                });
    }

    private static ByteBuffer number(int number) {
        return ByteBuffer.allocate(4).putInt(0, number);
    }

    private static InetSocketAddress at(String host, int port) {
        return new InetSocketAddress(InetAddress.ofLiteral(host), port);
    }
}
