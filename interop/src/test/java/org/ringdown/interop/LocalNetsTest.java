package org.ringdown.interop;

import java.net.InetSocketAddress;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A gateway behind a router tells those beside it its own address ({@code sip.local-nets}), and those elsewhere the router's. */
@Scenario
@Tag("network")
class LocalNetsTest {
    private static final String ROUTER = "203.0.113.9";
    private static final String INSIDE = "192.168.7.2";
    private static final String TOLD = "external: " + ROUTER;
    private static final String NEAR = TOLD + ", local-nets: [192.168.7.0/24]";

    /** The router sends nobody back inside: a page that were told its address alone would be silent. */
    @Test
    void aPageBesideTheGatewayIsToldItsOwnAddress(Lab lab) {
        try (var nat = new NatLab(lab, "nat-beside")) {
            var router = nat.gatewaysRouter();
            var visitor = router.add("visitor");
            var pages = nat.pages(visitor);
            var away = nat.behindRouter("phone", "203.0.113.30/24");
            var phone = nat.baresip(away.machine());
            away.forward("udp", Integer.toString(phone.port()));
            nat.gateway(
                    router.machine(),
                    pages,
                    "sip:" + away.outside() + ":" + phone.port(),
                    NEAR,
                    TOLD);
            var page = nat.page(nat.chromium(visitor), pages, INSIDE);

            NatLab.callBothWays(page, phone, ROUTER, INSIDE);
        }
    }

    @Test
    void aPhoneBesideTheGatewayIsToldItsOwnAddressAndFirefoxOutsideTheRouters(Lab lab) {
        try (var nat = new NatLab(lab, "nat-desk")) {
            var router = nat.gatewaysRouter();
            var visitor = nat.behindRouter("visitor", "203.0.113.20/24").machine();
            var pages = nat.pages(visitor);
            nat.gateway(router.machine(), pages, "sip:203.0.113.99", NEAR, TOLD);
            var phone =
                    nat.registeredPhone(router.add("desk"), new InetSocketAddress(INSIDE, 5060));
            var page = nat.page(nat.firefox(visitor), pages, ROUTER);

            NatLab.callBothWays(page, phone, INSIDE, ROUTER);
        }
    }
}
