package org.ringdown.worker.linux;

import java.io.IOException;
import java.lang.invoke.MethodHandle;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.Optional;

/** A socket (socket(2)) that never blocks. What is called for every packet returns an {@link Errno} where it fails, all else throws. */
public final class Socket {
    private static final int STREAM = 1;
    private static final int DATAGRAM = 2;
    private static final int NONBLOCK = 0x800;
    private static final int CLOEXEC = 0x80000;
    private static final int NOSIGNAL = 0x4000;
    private static final long NOBODY = 0;

    /** More small datagrams than can have been waiting in the largest buffer that we ask for. */
    private static final int WAITING = 4096;

    private final Descriptor descriptor;
    private final int family;

    /** A connection that came in. */
    public record Accepted(Socket socket, InetSocketAddress remote) {}

    private Socket(int number, int family) {
        this.descriptor = new Descriptor(number);
        this.family = family;
    }

    /** One for datagrams (udp(7)), of the family of an address; of IPv6, it speaks IPv4 too. */
    public static Socket datagram(InetSocketAddress like) throws IOException {
        return open(SocketAddresses.family(like), DATAGRAM);
    }

    /** One for connections (tcp(7)). */
    public static Socket stream(InetSocketAddress like) throws IOException {
        return open(SocketAddresses.family(like), STREAM);
    }

    private static Socket open(int family, int type) throws IOException {
        try (var scratch = Scratch.forNow()) {
            int number = Libc.call(Libc.SOCKET, scratch, family, type | NONBLOCK | CLOEXEC);
            return new Socket(Errno.checked(number, "socket"), family).open();
        }
    }

    private Socket open() throws IOException {
        try {
            if (family == SocketAddresses.INET6) set(Option.IPV6_ONLY, 0);
            return this;
        } catch (IOException e) {
            close();
            throw e;
        }
    }

    public void set(Option option, int value) throws IOException {
        try (var scratch = Scratch.forNow()) {
            int result =
                    call(
                            Libc.SETSOCKOPT,
                            scratch,
                            option.level,
                            option.name,
                            scratch.number(value),
                            Integer.BYTES);
            Errno.checked(result, "setsockopt " + option);
        }
    }

    /** Marks what it sends (RFC 2474), by either version of IP. */
    public void mark(int trafficClass) throws IOException {
        set(Option.TYPE_OF_SERVICE, trafficClass);
        if (family == SocketAddresses.INET6) set(Option.TRAFFIC_CLASS, trafficClass);
    }

    public void bind(InetSocketAddress local) throws IOException {
        try (var scratch = Scratch.forNow()) {
            int length = SocketAddresses.write(local, family, scratch.address);
            int result = call(Libc.BIND, scratch, scratch.address.address(), length);
            Errno.checked(result, "bind to " + local);
        }
    }

    public void listen(int backlog) throws IOException {
        try (var scratch = Scratch.forNow()) {
            Errno.checked(call(Libc.LISTEN, scratch, backlog), "listen");
        }
    }

    /** Where it is bound to. */
    public InetSocketAddress local() throws IOException {
        try (var scratch = Scratch.forNow()) {
            long length = scratch.number(SocketAddresses.LONGEST);
            int result = call(Libc.GETSOCKNAME, scratch, scratch.address.address(), length);
            Errno.checked(result, "getsockname");
            return SocketAddresses.read(scratch.address);
        }
    }

    /** The next connection that has come in and is still there. */
    public Optional<Accepted> accept() throws IOException {
        try (var scratch = Scratch.forNow()) {
            int number;
            do {
                long length = scratch.number(SocketAddresses.LONGEST);
                long address = scratch.address.address();
                number = call(Libc.ACCEPT, scratch, address, length, NONBLOCK | CLOEXEC);
            } while (number == Errno.ABORTED);
            if (number == Errno.AGAIN) return Optional.empty();
            var socket = new Socket(Errno.checked(number, "accept"), family);
            return Optional.of(new Accepted(socket, SocketAddresses.read(scratch.address)));
        }
    }

    /** Hears and reaches one address alone. Whatever came of others before is thrown away, as the kernel filters only what comes later. */
    public void connect(InetSocketAddress to, SocketMemory memory) throws IOException {
        try (var scratch = Scratch.forNow()) {
            int length = SocketAddresses.write(to, family, scratch.address);
            int result = call(Libc.CONNECT, scratch, scratch.address.address(), length);
            Errno.checked(result, "connect to " + to);
        }
        for (int i = 0; i < WAITING; i++) if (read(memory.copyAt(), 1, memory) < 0) return;
    }

    /** Hears and reaches everybody again. The kernel forgets a port then that it chose itself. */
    public void disconnect(InetSocketAddress local) throws IOException {
        try (var scratch = Scratch.forNow()) {
            scratch.address.fill((byte) SocketAddresses.UNSPECIFIED);
            long address = scratch.address.address();
            int result = call(Libc.CONNECT, scratch, address, SocketAddresses.LONGEST);
            Errno.checked(result, "disconnect");
        }
        if (local().getPort() != local.getPort()) bind(local);
    }

    // For every packet.

    /** Puts the next datagram into the buffer, at its position; whose it was, {@link SocketMemory#source} tells. */
    public int receiveFrom(SocketMemory memory) {
        var scratch = memory.scratch;
        return memory.filled(
                Libc.recvfrom(
                        scratch,
                        descriptor.number(),
                        memory.bufferAt(),
                        memory.buffer().remaining(),
                        0,
                        scratch.address.address(),
                        scratch.number(SocketAddresses.LONGEST)));
    }

    /** The same of a socket that is connected. */
    public int receive(SocketMemory memory) {
        return memory.filled(read(memory.bufferAt(), memory.buffer().remaining(), memory));
    }

    public int sendTo(ByteBuffer datagram, InetSocketAddress to, SocketMemory memory) {
        var destination = memory.destination(to, family);
        if (destination.length() == 0) return Errno.NO_SUCH_FAMILY;
        return send(datagram, destination.written().address(), destination.length(), memory);
    }

    /** Sends to whom it is connected. */
    public int send(ByteBuffer datagram, SocketMemory memory) {
        return send(datagram, NOBODY, 0, memory);
    }

    private int send(ByteBuffer bytes, long address, int length, SocketMemory memory) {
        int size = bytes.remaining();
        if (size > SocketMemory.COPY) return Errno.TOO_LONG;
        return sent(
                bytes,
                Libc.sendto(
                        memory.scratch,
                        descriptor.number(),
                        memory.readable(bytes, size),
                        size,
                        NOSIGNAL,
                        address,
                        length));
    }

    private static int sent(ByteBuffer bytes, int result) {
        if (result > 0) bytes.position(bytes.position() + result);
        return result;
    }

    /** Reads from a connection into any buffer; 0 is its end. */
    public int read(ByteBuffer into, SocketMemory memory) {
        int size = Math.min(into.remaining(), SocketMemory.COPY);
        int result = read(memory.copyAt(), size, memory);
        if (result > 0) memory.copied(into, result);
        return result;
    }

    private int read(long into, int room, SocketMemory memory) {
        return Libc.recvfrom(memory.scratch, descriptor.number(), into, room, 0, NOBODY, NOBODY);
    }

    /** Writes to a connection as much as the kernel has room for. */
    public int write(ByteBuffer bytes, SocketMemory memory) {
        int all = bytes.limit();
        bytes.limit(bytes.position() + Math.min(bytes.remaining(), SocketMemory.COPY));
        int result = send(bytes, memory);
        bytes.limit(all);
        return result;
    }

    public boolean isOpen() {
        return descriptor.isOpen();
    }

    /** Twice changes nothing. */
    public void close() {
        descriptor.close();
    }

    /** What {@link Epoll} calls it; when it is closed, that may be another's name. */
    public int number() {
        return descriptor.number();
    }

    Descriptor descriptor() {
        return descriptor;
    }

    private int call(MethodHandle function, Scratch scratch, long... numbers) {
        var all = new long[numbers.length + 1];
        all[0] = descriptor.number();
        System.arraycopy(numbers, 0, all, 1, numbers.length);
        return Libc.call(function, scratch, all);
    }
}
