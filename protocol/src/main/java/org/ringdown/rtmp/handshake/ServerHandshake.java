package org.ringdown.rtmp.handshake;

import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.random.RandomGenerator;

/** The server's side: it answers in the scheme that the client begins with. */
public final class ServerHandshake implements Handshake {
    /** Players ask for at least 3.0 before they look for a digest. */
    private static final int OUR_VERSION = 0x04_05_00_01;

    private enum State {
        VERSION,
        HELLO,
        ANSWER,
        DONE,
        REFUSED
    }

    private final RandomGenerator random;
    private final int time;
    private final Blocks blocks = new Blocks();
    private State state = State.VERSION;
    private Scheme scheme = Scheme.SIMPLE;
    private Optional<Refusal> refusal = Optional.empty();

    /** {@code time} in milliseconds, from any beginning. */
    public ServerHandshake(RandomGenerator random, int time) {
        this.random = random;
        this.time = time;
    }

    @Override
    public ByteBuffer receive(ByteBuffer bytes) {
        if (state == State.VERSION && bytes.hasRemaining()) version(bytes);
        var reply = Blocks.NOTHING;
        if (state == State.HELLO && blocks.fill(bytes)) {
            state = State.ANSWER;
            reply = reply(blocks.take());
        }
        // Players of some kinds prove in their answer that they saw ours, others echo it, others
        // send anything: nothing hangs on it.
        if (state == State.ANSWER && blocks.fill(bytes)) state = State.DONE;
        return reply;
    }

    private void version(ByteBuffer bytes) {
        int version = Byte.toUnsignedInt(bytes.get());
        if (version == VERSION) {
            state = State.HELLO;
        } else {
            state = State.REFUSED;
            refusal = Optional.of(Refusal.of(version));
        }
    }

    private ByteBuffer reply(byte[] hello) {
        boolean mayBeDigested = ByteBuffer.wrap(hello).getInt(4) != 0;
        if (mayBeDigested) scheme = Digests.PLAYER.schemeOf(hello);
        var reply = ByteBuffer.allocate(1 + 2 * Digests.BLOCK).put((byte) VERSION);
        if (scheme == Scheme.SIMPLE) {
            reply.put(Blocks.hello(time, 0, random)).put(Blocks.echo(hello, time));
        } else {
            var ours = Blocks.hello(time, OUR_VERSION, random);
            Digests.SERVER.sign(ours, scheme);
            var answer = Blocks.noise(random);
            Digests.SERVER.answer(answer, hello, scheme);
            reply.put(ours).put(answer);
        }
        return reply.flip();
    }

    @Override
    public boolean isDone() {
        return state == State.DONE;
    }

    @Override
    public Optional<Refusal> refusal() {
        return refusal;
    }

    @Override
    public Scheme scheme() {
        return scheme;
    }
}
