import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import ValidationError

from spacefaring import payload
from spacefaring.errors import NoSolution, StudyError
from spacefaring.payload import Imager, camera, imager, instruments, optics

from .builders import low_orbit, many_orbits, needs

CITY = {"id": "city", "theme": "urban", "gsd_m": 2.5}
CROPS = {"id": "crops", "theme": "agriculture"}


def camera_of(altitude_km=550.0, asked=(CITY,), **inputs):
    return payload.solve(Imager(**inputs), needs=needs(*asked), orbit=many_orbits([altitude_km]), places=None)


def sized(inputs, altitude_m):
    wish = camera.Wish(inputs.gsd_m, inputs.swath_km, inputs.bands, 30.0, inputs.gsd_m)
    asked = imager.ask(inputs, wish, altitude_m)
    found = optics.solve(asked)
    return camera.body(asked, found), found


def test_the_finest_need_sets_sampling_and_swath_and_a_need_without_pan_the_colour():
    found = camera_of(asked=(CITY, CROPS))
    table = dict(zip(found.bands.band, found.bands.gsd_m, strict=True))
    assert found.gsd_m[0] == 2.5
    assert table["pan"] == 2.5
    assert table["red"] == 8.0  # crop types ask 8 m without pan; four times the pan would be 10 m
    assert found.swath_km[0] == 20.0
    assert set(found.bands.band) >= {"pan", "blue", "green", "red", "red_edge", "nir"}


def test_every_candidate_of_an_orbit_axis_is_sized_as_it_would_be_alone():
    together = payload.solve(Imager(), needs=needs(CITY), orbit=many_orbits([450.0, 550.0, 700.0]), places=None)
    for i, altitude_km in enumerate((450.0, 550.0, 700.0)):
        alone = camera_of(altitude_km)
        for name in ("aperture_m", "mass_kg", "snr", "data_rate_mbit_per_s", "volume_m3"):
            assert getattr(together, name)[i] == pytest.approx(getattr(alone, name)[0], rel=1e-12)


def test_the_data_rate_is_pixels_times_lines_times_bits():
    found = camera_of(gsd_m=10.0, swath_km=100.0, bands=("red", "nir"), compression_ratio=2.0)
    speed = float(optics.optics.ground_speed_m_per_s(550e3))
    by_hand = 2 * (100e3 / 10.0) * (speed / 10.0) * 12 / 2.0
    assert found.data_rate_mbit_per_s[0] == pytest.approx(by_hand / 1e6, rel=1e-12)


def test_light_not_only_sharpness_sets_the_aperture():
    bright = camera_of(gsd_m=2.5, swath_km=20.0, bands=("pan",), sun_elevation_deg=60.0, stage_limit_count=1)
    dim = camera_of(gsd_m=2.5, swath_km=20.0, bands=("pan",), sun_elevation_deg=5.0, stage_limit_count=1)
    assert dim.aperture_m[0] > bright.aperture_m[0]
    assert dim.snr[0] == pytest.approx(90.0, rel=0.01)


def test_stages_lengthen_the_integration_until_the_ratio_is_reached():
    found = camera_of(gsd_m=1.0, swath_km=15.0, bands=("pan",))
    assert found.bands.stage_count[0] > 1
    assert found.bands.integration_ms[0] == pytest.approx(found.bands.stage_count[0] * 1.0 / 6983.0 * 1e3, rel=0.01)
    assert found.snr[0] >= 90.0


def test_a_thermal_band_sees_its_scene_by_night_too():
    night = camera_of(gsd_m=100.0, swath_km=100.0, bands=("thermal",), sun_elevation_deg=1.0)
    day = camera_of(gsd_m=100.0, swath_km=100.0, bands=("thermal",), sun_elevation_deg=80.0)
    assert night.snr[0] == day.snr[0] > 100.0


def test_quality_of_flown_panchromatic_cameras_is_that_of_the_default():
    """Q = λh/(D·GSD) at 0.65 µm of the flown imagers with a published aperture and a pan band."""
    from spacefaring import catalog

    t = catalog.read("instruments")
    flown = np.isin(t["name"], ("HiRI", "SkySat imager", "BGIS 2000", "GIS", "WV110", "OSA"))
    quality = 0.625e-6 * t["altitude_km"][flown] * 1e3 / (t["aperture_m"][flown] * t["gsd_m"][flown])
    assert np.median(quality) == pytest.approx(Imager().quality_pan_ratio, rel=0.1)


def test_the_mass_law_holds_the_instruments_it_has_not_seen_about_four_times_in_five():
    from spacefaring import catalog

    t = catalog.read("instruments")
    use = (t["architecture"] == "push-broom") & np.isfinite(t["mass_kg"]) & np.isfinite(t["aperture_m"])
    mass, aperture = t["mass_kg"][use], np.log(t["aperture_m"][use])
    field = np.log(np.radians(t["field_deg"][use]))
    inside = []
    for out in range(mass.size):
        others = np.arange(mass.size) != out
        law = instruments.fit(mass[others], aperture[others], field[others])
        point = (aperture[out : out + 1], field[out : out + 1])
        inside.append(abs(np.log(mass[out] / law.middle(*point)[0])) <= np.log(law.factor(*point)[0]))
    assert 0.70 <= np.mean(inside) <= 0.95


@settings(deadline=None, max_examples=40)
@given(
    gsd=st.floats(0.6, 40.0), finer=st.floats(0.55, 0.99), swath=st.floats(5.0, 120.0), wider=st.floats(1.0, 1.5),
    altitude=st.floats(400.0, 800.0),
)  # fmt: skip
def test_finer_wider_and_higher_never_lighten_the_camera(gsd, finer, swath, wider, altitude):
    height = np.array([altitude * 1e3])

    def mass(gsd_m, swath_km, altitude_m=height):
        return sized(Imager(gsd_m=gsd_m, swath_km=swath_km, bands=("pan",), stage_limit_count=64), altitude_m)[
            0
        ].mass_kg[0]

    base = mass(gsd, swath)
    assert mass(gsd * finer, swath) >= base * (1 - 1e-9)
    assert mass(gsd, swath * wider) >= base * (1 - 1e-9)
    assert mass(gsd, swath, height * wider) >= base * (1 - 1e-9)


def test_nonsense_is_refused_in_a_sentence():
    with pytest.raises(ValidationError, match="greater than or equal to"):
        Imager(gsd_m=0)
    with pytest.raises(ValidationError, match="less than or equal to"):
        Imager(aperture_m=40)
    with pytest.raises(StudyError, match=r"horizon leaves \d+ km"):
        camera_of(altitude_km=350.0, gsd_m=1_000.0, swath_km=5_000.0, bands=("red",))
    with pytest.raises(StudyError, match="'violet' is not known"):
        camera_of(bands=("violet",))


def test_an_aperture_beyond_reason_is_no_solution_and_says_what_would_fit():
    with pytest.raises(NoSolution, match=r"aperture of .* about .* m of sampling"):
        camera_of(gsd_m=0.1, swath_km=5.0, bands=("pan",))


def test_checks_name_what_is_not_met():
    found = camera_of(gsd_m=40.0, swath_km=80.0, bands=("green", "red", "nir"))
    rows = {r["check"]: r for r in found.checks.rows()}
    assert not rows["gsd_m"]["met"]
    assert not rows["bands_count"]["met"]
    assert rows["swath_km"]["met"]


def test_the_whole_stage_runs_on_a_real_orbit():
    found = payload.solve(Imager(gsd_m=2.5, swath_km=30.0), needs=needs(CITY), orbit=low_orbit(), places=None)
    assert 0.08 < found.aperture_m[0] < 0.25
    assert found.mass_p10_kg[0] < found.mass_kg[0] < found.mass_p90_kg[0]
    assert found.within_range[0]
    assert np.isnan(found.eirp_dbw[0])
