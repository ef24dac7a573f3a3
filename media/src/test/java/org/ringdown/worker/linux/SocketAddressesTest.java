package org.ringdown.worker.linux;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.foreign.Arena;
import java.lang.foreign.ValueLayout;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Addresses, byte for byte as ip(7) and ipv6(7) have them on a little-endian machine. */
class SocketAddressesTest {
    private static final String IPV4 = "127.0.0.1";

    @ParameterizedTest(name = "{0} for family {2}")
    @CsvSource({
        "192.0.2.1,    5060, 2,  0200 13c4 c0000201 0000000000000000",
        "255.255.255.255, 65535, 2, 0200 ffff ffffffff 0000000000000000",
        "2001:db8::1,  5060, 10, 0a00 13c4 00000000 20010db8000000000000000000000001 00000000",
        "192.0.2.1,    5060, 10, 0a00 13c4 00000000 00000000000000000000ffffc0000201 00000000",
        "fe80::1%1,    1,    10, 0a00 0001 00000000 fe800000000000000000000000000001 01000000"
    })
    void areWrittenAndReadAgain(String host, int port, int family, String bytes) {
        var address = new InetSocketAddress(InetAddress.ofLiteral(host), port);
        var written = Arena.ofAuto().allocate(SocketAddresses.LONGEST, Long.BYTES);
        written.fill((byte) 0x55);
        int length = SocketAddresses.write(address, family, written);

        assertThat(HexFormat.of().formatHex(written.toArray(ValueLayout.JAVA_BYTE), 0, length))
                .isEqualTo(bytes.replace(" ", ""));
        assertThat(SocketAddresses.read(written)).isEqualTo(address);
    }

    /** As the JDK has it: who listens to all of IPv4 by a socket of IPv6 listens to all. */
    @Test
    void allOfIpv4IsAllOfIpv6ToASocketOfThat() {
        var written = Arena.ofAuto().allocate(SocketAddresses.LONGEST, Long.BYTES);
        var all = new InetSocketAddress(InetAddress.ofLiteral("0.0.0.0"), 1);

        assertThat(SocketAddresses.write(all, SocketAddresses.INET6, written)).isEqualTo(28);
        assertThat(SocketAddresses.read(written).getAddress().getHostAddress())
                .isEqualTo("0:0:0:0:0:0:0:0");
    }

    @Test
    void whatASocketCannotReachHasNoLength() {
        var written = Arena.ofAuto().allocate(SocketAddresses.LONGEST, Long.BYTES);
        var wide = new InetSocketAddress(InetAddress.ofLiteral("::1"), 1);
        var unknown = InetSocketAddress.createUnresolved("nobody.invalid", 1);

        assertThat(SocketAddresses.write(wide, SocketAddresses.INET, written)).isZero();
        assertThat(SocketAddresses.write(unknown, SocketAddresses.INET, written)).isZero();
        assertThat(SocketAddresses.write(unknown, SocketAddresses.INET6, written)).isZero();
    }

    @Test
    void aSourceIsMadeOnceAndADestinationWrittenOnce() {
        var sources = new Sources();
        var destinations = new Destinations(SocketAddresses.INET);
        var written = Arena.ofAuto().allocate(SocketAddresses.LONGEST, Long.BYTES);
        for (int i = 0; i < 1000; i++) {
            var address = new InetSocketAddress(InetAddress.ofLiteral(IPV4), 10_000 + i);
            SocketAddresses.write(address, SocketAddresses.INET, written);
            var source = sources.of(written);
            var destination = destinations.of(source);

            assertThat(source).isEqualTo(address);
            assertThat(SocketAddresses.read(destination.written())).isEqualTo(address);
            assertThat(sources.of(written)).isSameAs(source);
            assertThat(destinations.of(source)).isSameAs(destination);
            assertThat(destinations.of(address)).isSameAs(destination);
        }
        for (int i = 0; i < 1000; i++) {
            var address = new InetSocketAddress(InetAddress.ofLiteral(IPV4), 10_000 + i);
            SocketAddresses.write(address, SocketAddresses.INET, written);
            var source = sources.of(written);

            assertThat(sources.of(written)).isSameAs(source);
            assertThat(SocketAddresses.read(destinations.of(source).written())).isEqualTo(address);
        }
    }

    /** A hundred thousand strangers, and the last of them is still told from all others. */
    @Test
    void howManySourcesAreRememberedIsBounded() {
        var sources = new Sources();
        var table = new BoundedTable<Number>();
        var written = Arena.ofAuto().allocate(SocketAddresses.LONGEST, Long.BYTES);
        for (int i = 0; i < 100_000; i++) {
            var host = InetAddress.ofLiteral("10.0." + (i >> 8 & 255) + "." + (i & 255));
            var address = new InetSocketAddress(host, 1 + i / 65_536);
            SocketAddresses.write(address, SocketAddresses.INET, written);
            assertThat(sources.of(written)).isEqualTo(address);
            table.add(new Number(i));
        }

        assertThat(found(table)).isLessThanOrEqualTo(BoundedTable.MOST);
    }

    /** What a stranger can choose is only how soon others are forgotten. */
    @Test
    void thingsWithOneHashAreNotLookedForLong() {
        var table = new BoundedTable<Number>();
        for (int i = 0; i < 1000; i++) table.add(new Number(7));

        assertThat(table.at(7, 0)).isNotNull();
        assertThat(table.at(7, BoundedTable.PROBES)).isNull();
    }

    private record Number(int hash) implements BoundedTable.Entry {}

    private static long found(BoundedTable<Number> table) {
        long found = 0;
        for (int i = 0; i < 100_000; i++) {
            for (int probe = 0; probe < BoundedTable.PROBES; probe++) {
                var at = table.at(i, probe);
                if (at == null) break;
                if (at.hash() == i) {
                    found++;
                    break;
                }
            }
        }
        return found;
    }
}
