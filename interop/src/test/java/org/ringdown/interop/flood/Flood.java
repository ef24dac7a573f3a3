package org.ringdown.interop.flood;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.util.ArrayList;
import java.util.List;

/**
 * Datagrams from thousands of addresses of this machine, from one thread, until it is closed.
 *
 * <p>Nobody reads the answers before the end: what a victim whose address was forged would have got waits in the sockets.
 */
public final class Flood implements AutoCloseable {
    private final List<DatagramChannel> sources = new ArrayList<>();
    private final InetSocketAddress target;
    private final Datagrams datagrams;
    private final ByteBuffer buffer = ByteBuffer.allocateDirect(2048);
    private final Thread sender;
    private int turn;
    private volatile boolean over;
    private long packets;
    private long bytes;
    private long notSent;

    /** What is sent. */
    public interface Datagrams {
        /** Writes the next one, which comes from there. */
        void write(ByteBuffer into, InetSocketAddress from);
    }

    /** What was sent, what the kernel did not take, and what came back. */
    public record Tally(long packets, long bytes, long notSent, long answers, long answeredBytes) {}

    private Flood(int addresses, InetSocketAddress target, Pace pace, Datagrams datagrams)
            throws IOException {
        this.target = target;
        this.datagrams = datagrams;
        for (int i = 0; i < addresses; i++) sources.add(source(i));
        this.sender =
                Thread.ofPlatform().daemon().name("flood").unstarted(() -> pace.send(this::send));
    }

    /** Begins. */
    public static Flood begin(
            int addresses, InetSocketAddress target, Pace pace, Datagrams datagrams) {
        try {
            var flood = new Flood(addresses, target, pace, datagrams);
            flood.sender.start();
            return flood;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static DatagramChannel source(int number) throws IOException {
        var channel = DatagramChannel.open(java.net.StandardProtocolFamily.INET);
        channel.configureBlocking(false);
        byte[] address = {127, 1, (byte) (number / 250), (byte) (1 + number % 250)};
        channel.bind(new InetSocketAddress(InetAddress.getByAddress(address), 0));
        return channel;
    }

    private boolean send() {
        try {
            var from = sources.get(turn++ % sources.size());
            datagrams.write(buffer.clear(), (InetSocketAddress) from.getLocalAddress());
            bytes += from.send(buffer.flip(), target);
            packets++;
        } catch (IOException full) {
            notSent++;
        }
        return !over;
    }

    /** Ends it, and counts what has come back by now. */
    public Tally end() throws IOException, InterruptedException {
        over = true;
        sender.join();
        long answers = 0;
        long size = 0;
        var buffer = ByteBuffer.allocate(65_536);
        for (var source : sources)
            for (buffer.clear(); source.receive(buffer) != null; buffer.clear()) {
                answers++;
                size += buffer.position();
            }
        return new Tally(packets, bytes, notSent, answers, size);
    }

    @Override
    public void close() throws IOException {
        over = true;
        for (var source : sources) source.close();
    }
}
