"""Where does it happen? Maps over real borders: the territory, and a quantity by ground point."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from spacefaring.messages import mark
from spacefaring.report.figures import canvas
from spacefaring.report.page import Figure
from spacefaring.report.reader import Reader

Ring = NDArray[np.float64]
CLASS_COUNT = 6
RASTER_PX = 220
LABELLED_CITIES = 6
LABEL_HIGH, LABEL_WIDE = 0.07, 0.3  # room for a name, as parts of the map
STATION_ROOM = 0.3  # a station is named below its mark, so that a city may stand nearer


def rings(borders: dict[str, Any] | None, kind: str = "") -> list[Ring]:
    """The closed lines of a GeoJSON collection; `kind` keeps countries or provinces (known by their region)."""
    found: list[Ring] = []
    for feature in (borders or {}).get("features", []):
        about = feature.get("properties") or {}
        if kind and kind != about.get("kind", "province" if "region" in about else "country"):
            continue
        found += [np.asarray(r, float)[:, :2] for r in _outlines(feature.get("geometry") or {}) if len(r) > 2]
    return found


def _outlines(geometry: dict[str, Any]) -> Iterator[Any]:
    kind, coordinates = geometry.get("type"), geometry.get("coordinates", [])
    if kind == "Polygon":
        yield from coordinates
    elif kind == "MultiPolygon":
        for polygon in coordinates:
            yield from polygon
    elif kind == "GeometryCollection":
        for part in geometry.get("geometries", []):
            yield from _outlines(part)


def unwrapped(lon_deg: NDArray[Any], centre_deg: float) -> NDArray[Any]:
    """Longitudes on the side of the centre, so that a country across the antimeridian stays in one piece."""
    return np.asarray((lon_deg - centre_deg + 180.0) % 360.0 - 180.0 + centre_deg)


def centre_longitude(lon_deg: NDArray[Any]) -> float:
    """The middle of the smallest arc that holds all longitudes."""
    sorted_deg = np.sort(np.unique(np.asarray(lon_deg, float) % 360.0))
    if len(sorted_deg) < 2:
        return float((sorted_deg[0] + 180.0) % 360.0 - 180.0)
    gaps = np.diff(np.concatenate([sorted_deg, sorted_deg[:1] + 360.0]))
    start = sorted_deg[(int(np.argmax(gaps)) + 1) % len(sorted_deg)]
    return float((start + (360.0 - gaps.max()) / 2.0 + 180.0) % 360.0 - 180.0)


class Ground:
    """An axis in degrees whose distances look right at the middle latitude of the territory."""

    def __init__(self, f: Reader, axes: Any) -> None:
        points = f.table("places_points", "lat_deg", "lon_deg")
        outline = rings(f.stored.borders, "country") or rings(f.stored.borders)
        lon = np.concatenate([r[:, 0] for r in outline]) if outline else np.asarray(points and points["lon_deg"])
        lat = np.concatenate([r[:, 1] for r in outline]) if outline else np.asarray(points and points["lat_deg"])
        self.axes, self.centre_deg, self.outline = axes, centre_longitude(lon), outline
        lon = unwrapped(lon, self.centre_deg)
        self.box = (lon.min(), lon.max(), lat.min(), lat.max())
        pad = 0.04 * max(np.ptp(lon), np.ptp(lat), 0.5)
        axes.set_xlim(lon.min() - pad, lon.max() + pad)
        axes.set_ylim(lat.min() - pad, lat.max() + pad)
        axes.set_aspect(1.0 / max(0.1, float(np.cos(np.radians((lat.min() + lat.max()) / 2)))))
        self._coordinates(f)

    def _coordinates(self, f: Reader) -> None:
        from matplotlib.ticker import FuncFormatter, MaxNLocator

        for axis, signs in ((self.axes.xaxis, ("W", "E")), (self.axes.yaxis, ("S", "N"))):
            axis.set_major_locator(MaxNLocator(5))
            axis.set_major_formatter(FuncFormatter(lambda v, _, s=signs: _degrees(f, v, s)))
        self.axes.grid(alpha=0.5)

    def path(self) -> Any:
        from matplotlib.path import Path

        return Path.make_compound_path(*[Path(self._placed(r), closed=True) for r in self.outline])

    def _placed(self, ring: Ring) -> Ring:
        return np.column_stack([unwrapped(ring[:, 0], self.centre_deg), ring[:, 1]])

    def borders(self, f: Reader, *, filled: bool) -> None:
        from matplotlib.patches import PathPatch

        if not self.outline:
            return
        fill = canvas.LAND if filled else "none"
        for ring in rings(f.stored.borders, "province"):
            line = self._placed(ring)
            self.axes.plot(line[:, 0], line[:, 1], color="#A8A49A", linewidth=0.4, zorder=3)
        self.axes.add_patch(
            PathPatch(self.path(), facecolor=fill, edgecolor="#404040", linewidth=0.9, zorder=1 if filled else 4)
        )

    def spot(self, lat_deg: float, lon_deg: float, text: str, *, below: bool = False, **look: Any) -> bool:
        """A marked and named place; False when it lies outside the map."""
        lon = float(unwrapped(np.array([lon_deg]), self.centre_deg)[0])
        (west, east), (south, north) = self.axes.get_xlim(), self.axes.get_ylim()
        if not (west <= lon <= east and south <= lat_deg <= north):
            return False
        self.axes.plot([lon], [lat_deg], linestyle="none", zorder=6, **look)
        left = lon > west + 0.75 * (east - west)
        self.axes.annotate(
            text,
            (lon, lat_deg),
            xytext=(-5 if left else 5, -4 if below else 3),
            textcoords="offset points",
            ha="right" if left else "left",
            va="top" if below else "bottom",
            fontsize=7,
            zorder=7,
            bbox={"boxstyle": "round,pad=0.12", "fc": "white", "ec": "none", "alpha": 0.7},
        )
        return True


def _degrees(f: Reader, value: float, signs: tuple[str, str]) -> str:
    east = {"W": f.t(mark("W")), "E": f.t(mark("E")), "S": f.t(mark("S")), "N": f.t(mark("N"))}
    value = (value + 180.0) % 360.0 - 180.0 if signs[0] == "W" else value
    text = f.words.number(abs(round(value, 2)))
    return f"{text}°" if value == 0 else f"{text}°\u202f{east[signs[int(value > 0)]]}"


def _height_mm(f: Reader, width_mm: float) -> float:
    outline = rings(f.stored.borders, "country") or rings(f.stored.borders)
    if not outline:
        return 100.0
    both = np.vstack(outline)
    lon = unwrapped(both[:, 0], centre_longitude(both[:, 0]))
    scale = max(0.1, float(np.cos(np.radians(both[:, 1].mean()))))
    return float(np.clip(width_mm * np.ptp(both[:, 1]) / max(0.1, np.ptp(lon) * scale), 60.0, 120.0))


def territory(f: Reader, name: str = "territory", *, width_mm: float = 130.0) -> Figure | None:
    """Borders, ground stations and the largest cities."""
    if not f.stored.borders and f.table("places_points") is None:
        return None
    with canvas.drawing(_height_mm(f, width_mm - 15.0) + 8, width_mm=width_mm) as figure:
        edge = 14.0 / width_mm
        axes = figure.add_axes((edge, 0.08, 0.99 - edge, 0.9))
        ground = Ground(f, axes)
        ground.borders(f, filled=True)
        cities = _largest_cities(f, ground)
        for city, lat, lon in cities:
            ground.spot(lat, lon, city, marker="o", color=canvas.INK, markersize=3)
        inside, outside = _stations(f, ground)
        caption = f.say(
            mark("The territory of the study: squares mark the stations that can hear the satellite, dots the cities.")
        )
        if outside:
            caption += (
                " ",
                *f.say(mark("Outside the map: {stations}."), stations=", ".join(outside)),
            )
        alt = (
            f.t(mark("Map of the territory with its borders.")) + " " + ", ".join([*inside, *[c for c, _, _ in cities]])
        )
        return canvas.finished(figure, name, caption=caption, alt=alt, width=min(0.78, width_mm / canvas.WIDTH_MM))


def _largest_cities(f: Reader, ground: Ground) -> list[tuple[str, float, float]]:
    """The largest cities that leave room for each other's names and for the stations'."""
    cities = f.table("places_cities", "name", "lat_deg", "lon_deg", "population_count")
    if cities is None:
        return []
    stations = f.table("places_stations", "lat_deg", "lon_deg")
    at_station = zip(stations["lat_deg"], stations["lon_deg"], strict=True) if stations else ()
    taken = [(float(a), float(o), STATION_ROOM) for a, o in at_station]
    (west, east), (south, north) = ground.axes.get_xlim(), ground.axes.get_ylim()
    found: list[tuple[str, float, float]] = []
    for i in np.argsort(-np.nan_to_num(cities["population_count"]), kind="stable"):
        lat, lon = float(cities["lat_deg"][i]), float(cities["lon_deg"][i])
        near = any(
            abs(lat - a) < room * LABEL_HIGH * (north - south) and abs(lon - o) < room * LABEL_WIDE * (east - west)
            for a, o, room in taken
        )
        if not near and len(found) < LABELLED_CITIES:
            found.append((str(cities["name"][i]), lat, lon))
            taken.append((lat, lon, 1.0))
    return found


def _stations(f: Reader, ground: Ground) -> tuple[list[str], list[str]]:
    stations = f.table("places_stations", "name", "lat_deg", "lon_deg")
    inside: list[str] = []
    outside: list[str] = []
    for i in range(len(stations["name"]) if stations else 0):
        assert stations is not None
        shown = str(stations["name"][i]).partition(" (")[0].replace("_", " ")
        shown = shown.capitalize() if shown.islower() else shown
        look = {"marker": "s", "color": canvas.VERMILION, "markersize": 6, "markeredgecolor": "black"}
        drawn = ground.spot(float(stations["lat_deg"][i]), float(stations["lon_deg"][i]), shown, below=True, **look)
        (inside if drawn else outside).append(shown)
    return inside, outside


def by_point(f: Reader, stem: str, column: str, name: str, *, title: str, caption: Any, alt: str) -> Figure | None:
    """A quantity of the ground points, in classes of equal count, cut along the border."""
    points = f.table(stem, "lat_deg", "lon_deg", column)
    if points is None:
        return None
    keep = np.isfinite(points[column])
    values = np.asarray(points[column][keep], float)
    if len(values) < 3 or np.ptp(values) == 0:
        return None
    with canvas.drawing(_height_mm(f, 112.0) + 8, width_mm=140.0) as figure:
        axes = figure.add_axes((0.1, 0.08, 0.73, 0.9))
        ground = Ground(f, axes)
        levels = classes(values)
        image = _raster(ground, points["lat_deg"][keep], points["lon_deg"][keep], values)
        shown = _painted(axes, image, ground, levels)
        ground.borders(f, filled=False)
        bar = figure.colorbar(shown, cax=figure.add_axes((0.85, 0.16, 0.025, 0.68)), spacing="uniform")
        bar.set_ticks(levels, labels=[f.words.number(v) for v in levels])
        bar.set_label(canvas.label(f.words, title, column))
        bar.outline.set_linewidth(0.5)
        return canvas.finished(figure, name, caption=caption, alt=alt, width=0.85)


def classes(values: Sequence[float] | NDArray[Any]) -> NDArray[Any]:
    """Limits of a few classes, each with about the same number of points, written with three figures."""
    cuts = np.quantile(np.asarray(values, float), np.linspace(0, 1, CLASS_COUNT + 1))
    shown = np.unique([float(f"{c:.3g}") for c in cuts])
    if len(shown) < 3:
        low, high = float(np.min(values)), float(np.max(values))
        shown = np.linspace(low, high, CLASS_COUNT + 1)
    shown[0], shown[-1] = min(shown[0], np.min(values)), max(shown[-1], np.max(values))
    return np.asarray(shown)


def _raster(ground: Ground, lat: NDArray[Any], lon: NDArray[Any], values: NDArray[Any]) -> Any:
    """The nearest point's value on a fine grid; the drawing only, nothing is interpolated."""
    from scipy.spatial import cKDTree

    (west, east), (south, north) = ground.axes.get_xlim(), ground.axes.get_ylim()
    x = np.linspace(west, east, RASTER_PX)
    y = np.linspace(south, north, RASTER_PX)
    shrink = np.cos(np.radians((south + north) / 2))
    tree = cKDTree(np.column_stack([unwrapped(lon, ground.centre_deg) * shrink, lat]))
    mesh = np.stack(np.meshgrid(x * shrink, y), axis=-1).reshape(-1, 2)
    return values[tree.query(mesh)[1]].reshape(RASTER_PX, RASTER_PX), (west, east, south, north)


def _painted(axes: Any, image: Any, ground: Ground, levels: NDArray[Any]) -> Any:
    from matplotlib.colors import BoundaryNorm
    from matplotlib.patches import PathPatch

    norm = BoundaryNorm(levels, 256)
    shown = axes.imshow(
        image[0],
        extent=image[1],
        origin="lower",
        interpolation="none",
        norm=norm,
        cmap="cividis_r",
        zorder=2,
        aspect=axes.get_aspect(),
    )
    if ground.outline:
        shown.set_clip_path(PathPatch(ground.path(), transform=axes.transData))
    return shown
