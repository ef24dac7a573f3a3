package org.ringdown.worker.linux;

import java.lang.foreign.MemorySegment;
import java.net.InetSocketAddress;

/** Where datagrams came from: objects that are made once, and found again by what the kernel wrote without making another. */
final class Sources {
    private final BoundedTable<Source> table = new BoundedTable<>();

    private record Source(long which, long upper, long lower, InetSocketAddress address)
            implements BoundedTable.Entry {
        @Override
        public int hash() {
            return Sources.hash(which, upper, lower);
        }
    }

    InetSocketAddress of(MemorySegment written) {
        long which = SocketAddresses.which(written);
        long upper = SocketAddresses.upper(written);
        long lower = SocketAddresses.lower(written);
        int hash = hash(which, upper, lower);
        for (int i = 0; i < BoundedTable.PROBES; i++) {
            var source = table.at(hash, i);
            if (source == null) break;
            if (source.which == which && source.upper == upper && source.lower == lower)
                return source.address;
        }
        var address = SocketAddresses.read(written);
        table.add(new Source(which, upper, lower, address));
        return address;
    }

    private static int hash(long which, long upper, long lower) {
        long mixed = (which * 31 + upper) * 31 + lower;
        return (int) (mixed * 0x9E3779B97F4A7C15L >>> Integer.SIZE);
    }
}
