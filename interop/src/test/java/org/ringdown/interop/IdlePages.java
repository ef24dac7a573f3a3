package org.ringdown.interop;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntFunction;
import org.ringdown.interop.process.Patience;

/** Many WebSockets of pages on one thread: each says hello, answers pings, and nothing else happens. From ten addresses, as one may not have all. */
final class IdlePages implements AutoCloseable {
    private static final int ADDRESSES = 10;
    private static final int PING = 0x89; // RFC 6455 §5.2, and below
    private static final int PONG = 0x8A;
    private static final int TEXT = 0x81;
    private static final int CLOSE = 0x88;
    private static final int MASKED = 0x80;
    private static final int LENGTH_FOLLOWS = 126;

    private final Selector selector;
    private final List<SocketChannel> channels = new ArrayList<>();
    private final AtomicInteger welcomed = new AtomicInteger();
    private final AtomicInteger pings = new AtomicInteger();
    private final AtomicInteger lost = new AtomicInteger();
    private final Thread reader;
    private volatile boolean over;

    private IdlePages() throws IOException {
        this.selector = Selector.open();
        this.reader = Thread.ofPlatform().daemon().name("idle pages").unstarted(this::read);
    }

    /**
     * Opens {@code count} of them; returns when all have been welcomed.
     *
     * @param tokens that of each page by its number
     */
    static IdlePages open(Gateway gateway, int count, IntFunction<String> tokens, Duration within) {
        try {
            var pages = new IdlePages();
            pages.reader.start();
            for (int i = 0; i < count; i++) pages.connect(gateway, i, tokens.apply(i));
            Patience.await(
                    count + " pages", within, () -> pages.welcomed.get() + pages.lost() == count);
            return pages;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    int lost() {
        return lost.get();
    }

    int pings() {
        return pings.get();
    }

    private void connect(Gateway gateway, int number, String token) throws IOException {
        var channel = SocketChannel.open();
        byte[] from = {127, 4, 0, (byte) (1 + number % ADDRESSES)};
        channel.bind(new InetSocketAddress(InetAddress.getByAddress(from), 0));
        channel.connect(new InetSocketAddress("127.0.0.1", URI.create(gateway.origin()).getPort()));
        var upgrade =
                "GET /v1/phone HTTP/1.1\r\nHost: %s\r\nOrigin: %s\r\nConnection: Upgrade\r\n"
                                .formatted(
                                        URI.create(gateway.origin()).getAuthority(),
                                        gateway.origin())
                        + "Upgrade: websocket\r\nSec-WebSocket-Version: 13\r\n"
                        + "Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n\r\n";
        channel.write(ByteBuffer.wrap(upgrade.getBytes(StandardCharsets.US_ASCII)));
        var hello =
                "{\"type\":\"hello\",\"v\":1,\"token\":\"%s\",\"sdk\":\"idle/1\",\"register\":true}"
                        .formatted(token);
        channel.write(frame(TEXT, hello.getBytes(StandardCharsets.UTF_8)));
        channel.configureBlocking(false);
        channels.add(channel);
        channel.register(selector, SelectionKey.OP_READ, new Page());
        selector.wakeup();
    }

    /** With a mask of noughts. */
    private static ByteBuffer frame(int kind, byte[] content) {
        var frame = ByteBuffer.allocate(8 + content.length).put((byte) kind);
        if (content.length < LENGTH_FOLLOWS) frame.put((byte) (MASKED | content.length));
        else frame.put((byte) (MASKED | LENGTH_FOLLOWS)).putShort((short) content.length);
        return frame.putInt(0).put(content).flip();
    }

    private void read() {
        while (!over) {
            try {
                selector.select(this::read, 100);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private void read(SelectionKey key) {
        var channel = (SocketChannel) key.channel();
        try {
            if (!((Page) key.attachment()).read(channel)) throw new IOException("closed");
        } catch (IOException gone) {
            key.cancel();
            if (!over) lost.incrementAndGet();
        }
    }

    @Override
    public void close() {
        over = true;
        try {
            for (var channel : channels) channel.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What a page has received and not understood yet: the head of the answer first, frames from then on. */
    private final class Page {
        private final ByteBuffer received = ByteBuffer.allocate(4096);
        private boolean upgraded;
        private boolean greeted;

        boolean read(SocketChannel channel) throws IOException {
            if (channel.read(received) < 0) return false;
            received.flip();
            if (!upgraded) upgraded = skipHead();
            while (upgraded && received.remaining() >= 2) {
                int size = size();
                if (size < 0 || received.remaining() < size) break;
                int kind = Byte.toUnsignedInt(received.get(received.position()));
                received.position(received.position() + size);
                if (kind == CLOSE) return false;
                if (kind == PING) pong(channel);
                if (kind == TEXT && !greeted) {
                    greeted = true;
                    welcomed.incrementAndGet();
                }
            }
            received.compact();
            return true;
        }

        private void pong(SocketChannel channel) throws IOException {
            pings.incrementAndGet();
            channel.write(frame(PONG, new byte[0]));
        }

        private boolean skipHead() {
            for (int i = received.position(); i + 3 < received.limit(); i++)
                if (received.getInt(i) == 0x0D0A0D0A) {
                    received.position(i + 4);
                    return true;
                }
            return false;
        }

        /** Of the next frame, as far as it can be told: -1 where it cannot. */
        private int size() {
            int at = received.position();
            int length = received.get(at + 1);
            if (length < LENGTH_FOLLOWS) return 2 + length;
            return received.remaining() < 4
                    ? -1
                    : 4 + Short.toUnsignedInt(received.getShort(at + 2));
        }
    }
}
