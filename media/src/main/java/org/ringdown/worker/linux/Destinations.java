package org.ringdown.worker.linux;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.net.InetSocketAddress;

/** Where datagrams go, as the kernel has it: written once, and found again without making an object. For sockets of one family. */
final class Destinations {
    private final BoundedTable<Destination> table = new BoundedTable<>();
    private final int family;

    /** @param length 0 where sockets of this family cannot reach it */
    record Destination(InetSocketAddress address, int hash, MemorySegment written, int length)
            implements BoundedTable.Entry {}

    Destinations(int family) {
        this.family = family;
    }

    Destination of(InetSocketAddress address) {
        int hash = address.hashCode() * 0x9E3779B9 >>> 8;
        for (int i = 0; i < BoundedTable.PROBES; i++) {
            var destination = table.at(hash, i);
            if (destination == null) break;
            if (destination.address == address
                    || destination.hash == hash && destination.address.equals(address))
                return destination;
        }
        var written = Arena.ofAuto().allocate(SocketAddresses.LONGEST, Long.BYTES);
        int length = SocketAddresses.write(address, family, written);
        var destination = new Destination(address, hash, written, length);
        table.add(destination);
        return destination;
    }
}
