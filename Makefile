# 携手. On a bare machine: `make run` to use it, `make test` to check it. Nothing else has to be installed or answered.
.DEFAULT_GOAL := run
.PHONY: run demo archive test quick probe bench format lint types requirements clean

BIN := .venv/bin

run: ## 打开演示县
	@tools/bootstrap.sh base
	@$(BIN)/xieshou run

demo: ## 重新生成演示县
	@tools/bootstrap.sh base
	@$(BIN)/xieshou demo

archive: ## 做一个不用上网就能装的安装包
	@tools/bootstrap.sh base
	@tools/archive.sh

test: ## 全部检查
	@tools/bootstrap.sh dev
	@$(BIN)/python tools/gates.py

quick: ## 只跑几分钟内能跑完的检查
	@tools/bootstrap.sh dev
	@$(BIN)/python tools/gates.py --quick

probe: ## 逐格枚举，不抽样
	@tools/bootstrap.sh dev
	@$(BIN)/python tools/gates.py --probe

bench: ## 可重复的对比，各打印一个比值
	@tools/bootstrap.sh dev
	@$(BIN)/python tools/benches.py

format: ## 改成统一的写法
	@tools/bootstrap.sh dev
	@$(BIN)/ruff format .
	@$(BIN)/ruff check --fix .

lint: ## 写法、模板、导入方向
	@tools/bootstrap.sh dev
	@$(BIN)/python tools/gates.py --only format lint imports

types: ## 类型
	@tools/bootstrap.sh dev
	@$(BIN)/python tools/gates.py --only types

requirements: ## 重新锁定依赖
	@tools/bootstrap.sh dev
	@for kind in bootstrap base dev archive; do \
	  $(BIN)/uv pip compile --universal --generate-hashes --no-header --no-annotate --quiet --upgrade \
	    requirements/$$kind.in --output-file requirements/$$kind.txt || exit 1; done

clean: ## 删去环境和缓存，不动 var 里的数据
	@rm -rf .venv build dist .mypy_cache .ruff_cache .import_linter_cache .hypothesis src/*.egg-info var/shots
	@find . -name __pycache__ -type d -prune -exec rm -rf {} +
