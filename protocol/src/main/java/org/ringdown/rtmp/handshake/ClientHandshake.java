package org.ringdown.rtmp.handshake;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Optional;
import java.util.random.RandomGenerator;

/** The client's side: it offers a scheme, and is content with the simple one where the server knows no other. */
public final class ClientHandshake implements Handshake {
    private static final int OUR_VERSION = 0x09_00_7c_02;
    private static final int ECHOED = 8; // time and version are not

    private enum State {
        VERSION,
        HELLO,
        ANSWER,
        DONE,
        REFUSED
    }

    private final RandomGenerator random;
    private final int time;
    private final Scheme offered;
    private final byte[] ours;
    private final Blocks blocks = new Blocks();
    private State state = State.VERSION;
    private Scheme scheme = Scheme.SIMPLE;
    private Optional<Refusal> refusal = Optional.empty();

    /** {@code time} in milliseconds, from any beginning. */
    public ClientHandshake(Scheme offered, RandomGenerator random, int time) {
        this.random = random;
        this.time = time;
        this.offered = offered;
        ours = Blocks.hello(time, offered == Scheme.SIMPLE ? 0 : OUR_VERSION, random);
        if (offered != Scheme.SIMPLE) Digests.PLAYER.sign(ours, offered);
    }

    /** What to send first. */
    public ByteBuffer begin() {
        return ByteBuffer.allocate(1 + Digests.BLOCK).put((byte) VERSION).put(ours).flip();
    }

    @Override
    public ByteBuffer receive(ByteBuffer bytes) {
        if (state == State.VERSION && bytes.hasRemaining()) version(bytes);
        var reply = Blocks.NOTHING;
        if (state == State.HELLO && blocks.fill(bytes)) {
            state = State.ANSWER;
            reply = reply(blocks.take());
        }
        if (state == State.ANSWER && blocks.fill(bytes)) answered(blocks.take());
        return reply;
    }

    private void version(ByteBuffer bytes) {
        int version = Byte.toUnsignedInt(bytes.get());
        if (version == VERSION) state = State.HELLO;
        else refuse(Refusal.of(version));
    }

    private ByteBuffer reply(byte[] hello) {
        if (offered != Scheme.SIMPLE) scheme = Digests.SERVER.schemeOf(hello);
        if (scheme == Scheme.SIMPLE) return ByteBuffer.wrap(Blocks.echo(hello, time));
        var answer = Blocks.noise(random);
        Digests.PLAYER.answer(answer, hello, scheme);
        return ByteBuffer.wrap(answer);
    }

    /** Some simple servers repeat our block, some send their own twice, some make one up; only a digest that is promised must be right. */
    private void answered(byte[] answer) {
        boolean right =
                scheme == Scheme.SIMPLE
                        || Digests.SERVER.hasAnswered(answer, ours, offered)
                        || isEcho(answer);
        if (right) state = State.DONE;
        else refuse(Refusal.NOT_DIGESTED);
    }

    private boolean isEcho(byte[] answer) {
        return Arrays.equals(answer, ECHOED, answer.length, ours, ECHOED, ours.length);
    }

    private void refuse(Refusal why) {
        state = State.REFUSED;
        refusal = Optional.of(why);
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
